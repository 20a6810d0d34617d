// The adapter for Qt: asks QCalendar and QDate, over the protocol in conformance/PROTOCOL.md.
//
// Qt gives no reasons: its refusals are "unexplained". It counts years, months and days in `int`:
// other numbers are unsupported. So is the year -2147483648, which is QCalendar::Unspecified: "a
// normal year" to daysInMonth, and not a date to dateFromParts.

#include "registry.h"

#include <QCalendar>
#include <QDate>
#include <QJsonArray>
#include <QJsonDocument>

#include <charconv>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <optional>
#include <string>

using System = QCalendar::System;
using MaybeInt = std::optional<int>;

constexpr qint64 julianDayOfDayZero = 1721425;

// Qt promises the Julian days -784350574879 to 784354017364 (documentation of QDate, "Range of
// Valid Dates"), here limited to the years that can be asked, -2147483647 to 2147483647. Their ends
// come from the calendar's rule, not from Qt's answers. For a date that a calendar is "unable to
// represent", "isValid() shall be false" (documentation of QCalendar::partsFromDate).
struct Known {
    const char *name, *rule;
    System system;
    qint64 first, last;
};
constexpr Known calendars[] = {
    {"gregory", "gregory", System::Gregorian, -784352295939, 784352295939},
    {"julian", "julian", System::Julian, -784352296304, 784352295939},
    {"milankovic", "milankovic", System::Milankovic, -784351699415, 784351699416},
    {"persian", "persian-2820-mean", System::Jalali, -784351421753, 784351875543},
    {"islamic-civil", "islamic-civil", System::IslamicCivil, -760996394694, 760996848723},
};

void cannotRead(const QString &what)
{
    std::cerr << "qt-adapter: cannot read the question: " << qPrintable(what) << '\n';
    std::exit(3);
}

// Results
void unsupported(QByteArray &out) { out += R"({"no":"unsupported"})"; }
void unexplained(QByteArray &out) { out += R"({"no":"unexplained"})"; }

void write(qint64 number, QByteArray &out)
{
    char text[24];
    const auto end = std::to_chars(std::begin(text), std::end(text), number).ptr;
    out.append(text, end - text);
}

// A length or a weekday: Qt gives 0 if there is none.
void writeUnlessZero(int number, QByteArray &out)
{
    number == 0 ? unexplained(out) : write(number, out);
}

// Parts of an item; empty if Qt's types cannot hold them
qint64 integer(const QJsonValue &value)
{
    // toInteger returns its argument if the value is not a 64-bit integer.
    const qint64 number = value.toInteger(0);
    if (number == 0 && value.toInteger(1) == 1)
        cannotRead("an integer of 64 bits is expected");
    return number;
}

QJsonArray list(const QJsonValue &value, int size)
{
    const QJsonArray parts = value.toArray();
    if (parts.size() != size)
        cannotRead(QString("a list of %1 is expected").arg(size));
    return parts;
}

MaybeInt asInt(const QJsonValue &value)
{
    using Int = std::numeric_limits<int>;
    const qint64 number = integer(value);
    return number < Int::min() || number > Int::max() ? std::nullopt : MaybeInt(number);
}

MaybeInt asNativeYear(const QJsonValue &value)
{
    const auto year = asInt(value);
    return year == QCalendar::Unspecified ? std::nullopt : year;
}

// From the extended year: Qt's calendars have no year 0; the year before 1 is -1.
MaybeInt asYear(const QJsonValue &value)
{
    const auto year = asInt(value);
    if (!year || *year > 0)
        return year;
    // One less would be Unspecified, or not fit an `int`.
    return *year <= QCalendar::Unspecified + 1 ? std::nullopt : MaybeInt(*year - 1);
}

// Leap months are strings; no calendar of Qt has any.
MaybeInt asMonth(const QJsonValue &value)
{
    return value.isString() ? std::nullopt : asInt(value);
}

std::optional<QDate> asQDate(const QJsonValue &value)
{
    const qint64 day = integer(value);
    if (day > std::numeric_limits<qint64>::max() - julianDayOfDayZero)
        return {};
    return QDate::fromJulianDay(day + julianDayOfDayZero);
}

// Questions: each reads an item and writes its result
void date(const QCalendar &calendar, const QJsonValue &item, QByteArray &out)
{
    const auto day = asQDate(item);
    if (!day)
        return unsupported(out);
    const auto parts = calendar.partsFromDate(*day);
    if (!parts.isValid())
        return unexplained(out);
    out += '[';
    write(parts.year < 0 ? parts.year + 1 : parts.year, out);
    out += ',';
    write(parts.month, out);
    out += ',';
    write(parts.day, out);
    out += ']';
}

template <MaybeInt (*readYear)(const QJsonValue &)>
void day(const QCalendar &calendar, const QJsonValue &item, QByteArray &out)
{
    const QJsonArray parts = list(item, 3);
    const auto year = readYear(parts[0]), month = asMonth(parts[1]), day = asInt(parts[2]);
    if (!year || !month || !day)
        return unsupported(out);
    const QDate date = calendar.dateFromParts(*year, *month, *day);
    date.isValid() ? write(date.toJulianDay() - julianDayOfDayZero, out) : unexplained(out);
}

template <int (QCalendar::*length)(int) const>
void yearLength(const QCalendar &calendar, const QJsonValue &item, QByteArray &out)
{
    const auto year = asYear(item);
    year ? writeUnlessZero((calendar.*length)(*year), out) : unsupported(out);
}

void daysInMonth(const QCalendar &calendar, const QJsonValue &item, QByteArray &out)
{
    const QJsonArray parts = list(item, 2);
    const auto year = asYear(parts[0]), month = asMonth(parts[1]);
    year && month ? writeUnlessZero(calendar.daysInMonth(*month, *year), out) : unsupported(out);
}

void isLeapYear(const QCalendar &calendar, const QJsonValue &item, QByteArray &out)
{
    const auto year = asYear(item);
    year ? void(out += calendar.isLeapYear(*year) ? "true" : "false") : unsupported(out);
}

void weekday(const QCalendar &calendar, const QJsonValue &item, QByteArray &out)
{
    const auto day = asQDate(item);
    day ? writeUnlessZero(calendar.dayOfWeek(*day), out) : unsupported(out);
}

struct Question {
    const char *name;
    void (*answer)(const QCalendar &, const QJsonValue &, QByteArray &);
};
constexpr Question questions[] = {
    {"date", date},
    {"day", day<asYear>},
    {"day-native", day<asNativeYear>},
    {"months-in-year", yearLength<&QCalendar::monthsInYear>},
    {"days-in-year", yearLength<&QCalendar::daysInYear>},
    {"days-in-month", daysInMonth},
    {"is-leap-year", isLeapYear},
    {"weekday", weekday},
};

// Lines
QByteArray hello()
{
    QJsonArray answers, list;
    for (const Question &question : questions)
        answers += question.name;
    for (const Known &known : calendars)
        list += QJsonObject{{"id", known.name}, {"rule", known.rule}, {"first", known.first},
                            {"last", known.last}, {"beyond", "refuses"}, {"year_zero", false},
                            {"answers", answers}};
    const QJsonObject about{{"protocol", 1}, {"name", "Qt"}, {"version", qVersion()},
                            {"integers", "i64"}, {"calendars", list},
                            {"registry", registryClaim()}};
    return QJsonDocument(QJsonObject{{"hello", about}}).toJson(QJsonDocument::Compact);
}

template <typename Entry, size_t size>
const Entry &find(const Entry (&entries)[size], const QJsonValue &name)
{
    for (const Entry &entry : entries)
        if (name == QLatin1String(entry.name))
            return entry;
    cannotRead("nothing is known as '" + name.toString() + "'");
}

QByteArray answer(const std::string &line)
{
    const auto question = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
    if (question.contains("run"))
        run(question);
    const QJsonArray items = question["of"].toArray();
    if (question.size() != 4 || !question["id"].isString() || items.isEmpty())
        cannotRead("an object of id, ask, calendar and of is expected");
    const QCalendar calendar(find(calendars, question["calendar"]).system);
    const Question &asked = find(questions, question["ask"]);

    const QJsonObject start{{"id", question["id"]}};
    QByteArray out = QJsonDocument(start).toJson(QJsonDocument::Compact);
    out.chop(1); // The brace.
    out += R"(,"got":[)";
    for (const QJsonValue item : items) {
        asked.answer(calendar, item, out);
        out += ',';
    }
    out.back() = ']'; // In place of the last comma.
    return out += '}';
}

void send(const QByteArray &line)
{
    std::cout.write(line.constData(), line.size()) << std::endl; // Which flushes.
}

int main()
{
    std::ios::sync_with_stdio(false);
    send(hello());
    for (std::string line; std::getline(std::cin, line);)
        send(answer(line));
}
