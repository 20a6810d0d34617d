// What is declared about Qt's QCalendarRegistry, and its calls: QCalendar and QCalendarBackend.
//
// Qt's text is QString, which cannot hold invalid UTF-8: such a name is "unsupported".

#include "registry.h"

#include "backend.h"
#include "program.h"

#include <QStringDecoder>
#include <private/qgregoriancalendar_p.h>
#include <private/qislamiccivilcalendar_p.h>
#include <private/qjalalicalendar_p.h>
#include <private/qjuliancalendar_p.h>
#include <private/qmilankoviccalendar_p.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <exception>
#include <optional>
#include <stdexcept>
#include <thread>

// From the documentation of QCalendarBackend in qcalendar.cpp, unless a line names another source.
// It does not mention empty or long names, or calendars that ask the registry, and of registering
// a calendar again it says only that it "should not already be registered".
QJsonObject registryClaim()
{
    running();
    const QJsonObject profile{
        // "The name matching is case-insensitive"; Qt::CaseInsensitive is by simple case folding.
        {"folding", "unicode-simple"},
        // "If a custom backend has names that are already registered for another backend, those
        // names are ignored."
        {"clash", "first-wins"},
        // "all built-in backends are instantiated before any custom backend is registered, to
        // prevent custom backends with conflicting names from replacing built-in backends"
        {"built-ins", "protected"},
        // fromName: "Otherwise, nullptr is returned."
        {"unknown-name", "refused"},
        // registerCustomBackend; a backend "shall exist until it is destroyed by the registry".
        {"open", "register"},
        // fromEnum: "This will instantiate the indicated calendar"
        {"population", "lazy"},
        // QCalendar::availableCalendars: "Returns a list of names of the available calendar
        // systems", and of the registry's lock: "protecting the registry from concurrent
        // modification".
        {"listing-names", "snapshot"},
        {"listing-calendars", "none"},
        // "they shall be allocated a unique ID"
        {"ids", "unique"},
        // "The backends may be used by multiple threads simultaneously", and registering one
        // makes it "available to other threads immediately".
        {"threads", "safe"},
    };
    QJsonArray builtIn;
    for (const QStringList &names :
         {QGregorianCalendar::nameList(), QJulianCalendar::nameList(),
          QMilankovicCalendar::nameList(), QJalaliCalendar::nameList(),
          QIslamicCivilCalendar::nameList()})
        builtIn.append(QJsonArray::fromStringList(names));
    return {{"profile", profile},
            {"built-in", builtIn},
            {"afresh", "each-process"},
            // They can also break, but Qt promises nothing for that: "Exception safety is not
            // feature complete!"
            {"conducts", QJsonArray{"then-says", "asks", "asks-when-dropped", "waits"}},
            {"locales", QJsonArray{"tr-TR", "az-AZ", "lt-LT"}},
            {"counts-drops", true}};
}

// Names
static std::optional<QString> text(const QJsonValue &name)
{
    if (name.isString())
        return name.toString();
    if (!name["hex"].isString())
        cannotRead("a name is expected");
    // Not QString::fromUtf8, which drops a byte order mark.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder(QByteArray::fromHex(name["hex"].toString().toLatin1()));
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

namespace {

// A backend of the program, with its behaviour.
class Spelled : public Backend
{
public:
    explicit Spelled(int place)
        : m_place(place), m_name(running().spelled[place]["name"]),
          m_conduct(running().spelled[place]["conduct"])
    {
    }

    ~Spelled() override
    {
        ++running().drops[m_place];
        ask("asks-when-dropped");
    }

    QString name() const override
    {
        const bool first = !m_asked.exchange(true);
        if (m_conduct == QLatin1String("panics"))
            throw std::runtime_error("this calendar does not say its name");
        if (first)
            ask("asks");
        if (first && m_conduct == QLatin1String("waits"))
            wait();
        const QJsonValue later = m_conduct["then-says"];
        return text(first || later.isUndefined() ? m_name : later).value_or(QString());
    }

private:
    void ask(const char *conduct) const
    {
        const QJsonValue call = m_conduct[QLatin1String(conduct)];
        if (!call.isUndefined())
            running().inside[m_place].append(record(call));
    }

    // Waits until a call of another thread has returned, but not for ever.
    static void wait()
    {
        const int before = running().returned;
        for (int left = 400; left > 0 && running().returned == before; --left)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }

    const int m_place;
    const QJsonValue m_name, m_conduct;
    mutable std::atomic<bool> m_asked = false;
};

} // namespace

QCalendarBackend *makeBackend(int place)
{
    return new Spelled(place);
}

// Results
static QJsonObject no(const char *reason) { return {{"no", reason}}; }

// QCalendar does not expose its backend, but consists of a pointer to it.
static const QCalendarBackend *backendOf(const QCalendar &calendar)
{
    const QCalendarBackend *backend = nullptr;
    static_assert(sizeof calendar == sizeof backend);
    std::memcpy(&backend, &calendar, sizeof backend);
    return backend;
}

static QJsonObject found(const QCalendar &calendar)
{
    if (!calendar.isValid())
        return no("not-found");
    const QCalendarBackend *const backend = backendOf(calendar);
    QJsonObject seen{{"id", qint64(backend->calendarId().index())}};
    QString name;
    try {
        name = calendar.name();
        seen["name"] = name;
    } catch (const std::exception &) {
        // A calendar whose name() throws has been found anyway.
    }
    const auto &ours = running().backends;
    const auto place = std::find(ours.begin(), ours.end(), backend);
    if (place == ours.end())
        seen["built-in"] = name;
    else
        seen["backend"] = qint64(place - ours.begin());
    return {{"found", seen}};
}

static QJsonObject registered(int place, QJsonArray names)
{
    names.prepend(running().spelled.at(place)["name"]);
    QStringList readable;
    for (const QJsonValue name : names) {
        const auto one = text(name);
        if (!one)
            return no("unsupported");
        readable += *one;
    }
    QCalendarBackend *const backend = running().backends[place];
    const QCalendar::SystemId id = backend->registerCustomBackend(readable);
    if (!id.isValid())
        return no("unexplained");
    running().ids[place] = id;
    QJsonObject gained{{"id", qint64(id.index())}};
    // names() reads the table without the registry's lock (backendNames in qcalendar.cpp): during
    // a registration by another thread the process may crash by chance.
    if (running().alone)
        gained["names"] = QJsonArray::fromStringList(backend->names());
    return {{"registered", gained}};
}

static QJsonObject findId(qint64 number)
{
    // The constructor that takes a number is private.
    const auto index = size_t(number);
    QCalendar::SystemId id;
    static_assert(sizeof id == sizeof index);
    std::memcpy(static_cast<void *>(&id), &index, sizeof id);
    return found(QCalendar(id));
}

QJsonArray dropCounts()
{
    QJsonArray counts;
    for (size_t place = 0; place < running().backends.size(); ++place)
        counts += running().drops[place].load();
    return counts;
}

QJsonObject result(const QJsonValue &call)
{
    if (call == QLatin1String("names"))
        return {{"names", QJsonArray::fromStringList(QCalendar::availableCalendars())}};
    if (call == QLatin1String("drops"))
        return {{"drops", dropCounts()}};
    if (const QJsonValue of = call["register"]; of.isArray())
        return registered(of[0].toInt(), of[1].toArray());
    if (const QJsonValue name = call["find"]; !name.isUndefined()) {
        const auto readable = text(name);
        return readable ? found(QCalendar(*readable)) : no("unsupported");
    }
    if (const QJsonValue number = call["find-id"]; number.isDouble())
        return findId(number.toInteger());
    if (const QJsonValue place = call["find-id-of"]; place.isDouble()) {
        const QCalendar::SystemId id = running().ids[place.toInt()];
        return id.isValid() ? found(QCalendar(id)) : no("unsupported");
    }
    // Qt has no unregistration, list of calendars, or handle that outlives the registry.
    return no("unsupported");
}
