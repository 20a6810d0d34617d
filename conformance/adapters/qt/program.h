// What program.cpp, which runs programs, and registry.cpp, which makes their calls, have of each
// other.

#ifndef PROGRAM_H
#define PROGRAM_H

#include <QCalendar>
#include <QJsonArray>
#include <QJsonObject>

#include <atomic>
#include <memory>
#include <vector>

class QCalendarBackend;

// All that the calls of a program share.
struct Running {
    QJsonValue id;
    QJsonObject answer;
    std::vector<QCalendarBackend *> backends; // Qt's once they are registered.
    std::vector<QJsonObject> spelled; // The same as the program spells them.
    std::unique_ptr<std::atomic<QCalendar::SystemId>[]> ids; // That registering gave, if it did.
    std::unique_ptr<std::atomic<int>[]> drops;
    std::vector<QJsonArray> inside; // By backend: the calls that it made.
    std::atomic<qint64> tickets = 0;
    std::atomic<int> returned = 0; // How many calls.
    bool alone = true; // Whether no other thread is there.

    ~Running();
};

Running &running();
QJsonArray record(const QJsonValue &call);

QCalendarBackend *makeBackend(int place);
QJsonObject result(const QJsonValue &call);
QJsonArray dropCounts();

#endif
