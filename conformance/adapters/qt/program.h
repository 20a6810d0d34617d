// The interface between program.cpp, which runs programs, and registry.cpp, which makes their
// calls.

#ifndef PROGRAM_H
#define PROGRAM_H

#include <QCalendar>
#include <QJsonArray>
#include <QJsonObject>

#include <atomic>
#include <memory>
#include <vector>

class QCalendarBackend;

// The state that the calls of a program share.
struct Running {
    QJsonValue id;
    QJsonObject answer;
    std::vector<QCalendarBackend *> backends; // Owned by Qt once registered.
    std::vector<QJsonObject> spelled; // The backends as the program describes them.
    std::unique_ptr<std::atomic<QCalendar::SystemId>[]> ids; // From registering, if any.
    std::unique_ptr<std::atomic<int>[]> drops;
    std::vector<QJsonArray> inside; // For each backend the calls that it made.
    std::atomic<qint64> tickets = 0;
    std::atomic<int> returned = 0; // How many calls have returned.
    bool alone = true; // Whether no other thread is running.

    ~Running();
};

Running &running();
QJsonArray record(const QJsonValue &call);

QCalendarBackend *makeBackend(int place);
QJsonObject result(const QJsonValue &call);
QJsonArray dropCounts();

#endif
