// Runs programs of calls (conformance/PROTOCOL.md) on Qt's own QCalendarRegistry. A process has
// only one, which lives until the process ends: the answer is sent after that, so that it can count
// what was dropped.

#include "program.h"

#include "registry.h"

#include <QJsonDocument>
#include <QLocale>
#include <private/qcalendarbackend_p.h>

#include <cstdlib>
#include <exception>
#include <thread>

Running &running()
{
    // Created before the registry, since main calls registryClaim first, and so destroyed after it.
    static Running running;
    return running;
}

QJsonArray record(const QJsonValue &call)
{
    const qint64 called = running().tickets++;
    QJsonObject said;
    try {
        said = result(call);
    } catch (const std::exception &failure) {
        said = {{"broke", failure.what()}};
    }
    const qint64 returned = running().tickets++;
    ++running().returned;
    return {called, returned, said};
}

static QJsonArray sequence(const QJsonArray &calls)
{
    QJsonArray records;
    for (const QJsonValue call : calls)
        records.append(record(call));
    return records;
}

static QJsonArray atOnce(const QJsonArray &sequences)
{
    std::vector<QJsonArray> records(sequences.size());
    std::vector<std::thread> threads;
    std::atomic<qsizetype> ready = 0;
    running().alone = sequences.isEmpty();
    for (qsizetype thread = 0; thread < sequences.size(); ++thread)
        threads.emplace_back([&, thread, calls = sequences[thread].toArray()] {
            for (++ready; ready < sequences.size();)
                std::this_thread::yield();
            records[thread] = sequence(calls);
        });
    for (std::thread &thread : threads)
        thread.join();
    running().alone = true;
    QJsonArray all;
    for (const QJsonArray &each : records)
        all.append(each);
    return all;
}

void run(const QJsonObject &question)
{
    const QJsonObject program = question["run"].toObject();
    const QJsonArray backends = program["backends"].toArray();
    if (program["locale"].isString())
        QLocale::setDefault(QLocale(program["locale"].toString()));
    Running &all = running();
    all.id = question["id"];
    all.ids = std::make_unique<std::atomic<QCalendar::SystemId>[]>(backends.size());
    all.drops = std::make_unique<std::atomic<int>[]>(backends.size());
    all.inside.resize(backends.size());
    for (const QJsonValue backend : backends) {
        all.spelled.push_back(backend.toObject());
        all.backends.push_back(makeBackend(int(all.backends.size())));
    }
    all.answer["before"] = sequence(program["before"].toArray());
    all.answer["threads"] = atOnce(program["threads"].toArray());
    all.answer["after"] = sequence(program["after"].toArray());
    // "If a backend has not been registered it may safely be deleted", and only then.
    for (QCalendarBackend *const backend : all.backends)
        if (!backend->calendarId().isValid())
            delete backend;
    std::exit(0);
}

// The registry has ended.
Running::~Running()
{
    if (!id.isString())
        return; // There was no program.
    QJsonArray made;
    for (size_t place = 0; place < inside.size(); ++place)
        for (const QJsonValue call : inside[place])
            made.append(QJsonArray{qint64(place), call});
    answer["inside"] = made;
    const QJsonArray dropped = dropCounts();
    answer["ended"] = QJsonObject{
        {"held", QJsonArray()}, {"dropped-while-held", dropped}, {"dropped", dropped}};
    send(QJsonDocument(QJsonObject{{"id", id}, {"ran", answer}}).toJson(QJsonDocument::Compact));
}
