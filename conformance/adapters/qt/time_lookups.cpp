// Times Qt's own lookup of a calendar by its name, in mixed case, among 40 names: the time of a
// lookup with 1 and with 2 threads, the best of many rounds.

#include "backend.h"

#include <QCalendar>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

struct Named : Backend {
    QString name() const override { return QStringLiteral("first"); }
};

static double nanosecondsEach(const QStringList &names, std::atomic<int> &waiting)
{
    constexpr int times = 20'000;
    int found = 0;
    // All start at once, or the first would have the registry to itself.
    for (--waiting; waiting > 0;)
        std::this_thread::yield();
    const auto start = std::chrono::steady_clock::now();
    for (int time = 0; time < times; ++time)
        for (const QString &name : names)
            found += QCalendar(name).isValid();
    const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
    if (found != times * names.size())
        std::terminate();
    return taken.count() / found;
}

static double bestOf(int rounds, size_t threadCount, const QStringList &names)
{
    double best = 1e9;
    while (rounds-- > 0) {
        std::vector<double> taken(threadCount);
        std::vector<std::thread> threads;
        std::atomic<int> waiting = int(threadCount);
        for (double &mine : taken)
            threads.emplace_back([&] { mine = nanosecondsEach(names, waiting); });
        for (std::thread &thread : threads)
            thread.join();
        best = std::min(best, *std::max_element(taken.begin(), taken.end()));
    }
    return best;
}

int main()
{
    // Names like CLDR's, in lower case; the middle letter is asked in upper case.
    QStringList all = QCalendar::availableCalendars(), mixed;
    for (int place = int(all.size()); place < 40; ++place) {
        const QString name = QStringLiteral("calendar-%1").arg(place);
        (new Named)->registerCustomBackend({name});
        all += name;
    }
    for (QString name : std::as_const(all)) {
        const qsizetype middle = name.size() / 2;
        mixed += name.toLower().replace(middle, 1, name[middle].toUpper());
    }
    for (const size_t threads : {1, 2})
        std::printf("Qt %s: %.1f ns a lookup in each of %zu threads, %lld names\n", qVersion(),
                    bestOf(20, threads, mixed), threads, qlonglong(mixed.size()));
}
