// The interface between main.cpp and registry.cpp.

#ifndef REGISTRY_H
#define REGISTRY_H

#include <QByteArray>
#include <QJsonObject>
#include <QString>

[[noreturn]] void cannotRead(const QString &what);
void send(const QByteArray &line);

QJsonObject registryClaim();
// Runs the program of this question and ends the process, since only that ends Qt's registry. The
// answer is sent at the very end.
[[noreturn]] void run(const QJsonObject &question);

#endif
