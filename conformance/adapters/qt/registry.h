// What main.cpp and registry.cpp have of each other.

#ifndef REGISTRY_H
#define REGISTRY_H

#include <QByteArray>
#include <QJsonObject>
#include <QString>

[[noreturn]] void cannotRead(const QString &what);
void send(const QByteArray &line);

QJsonObject registryClaim();
// Runs the program of this question. It ends the process, as only that ends Qt's registry; the
// answer is sent at the very end.
[[noreturn]] void run(const QJsonObject &question);

#endif
