// The adapter for ICU4C: asks which calendar a name finds, over the protocol in
// conformance/PROTOCOL.md. The name becomes the value of the keyword "calendar" in a locale, and
// Calendar::createInstance creates the calendar of that locale.

#include <nlohmann/json.hpp>
#include <unicode/calendar.h>
#include <unicode/locid.h>
#include <unicode/strenum.h>
#include <unicode/uversion.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using nlohmann::json;

static json no(const char *reason) { return {{"no", reason}}; }

static json broke(UErrorCode status) { return {{"broke", u_errorName(status)}}; }

// ICU takes names as bytes.
static std::string bytes(const json &name)
{
    if (name.is_string())
        return name;
    const std::string digits = name.at("hex");
    std::string bytes;
    for (size_t at = 0; at < digits.size(); at += 2)
        bytes += char(std::stoi(digits.substr(at, 2), nullptr, 16));
    return bytes;
}

static json find(const std::string &name)
{
    icu::Locale locale; // The default one.
    UErrorCode status = U_ZERO_ERROR;
    locale.setKeywordValue(icu::StringPiece("calendar"), icu::StringPiece(name), status);
    // uloc_setKeywordValue: "ill-formed keywordName or keywordValue parameters"
    if (status == U_ILLEGAL_ARGUMENT_ERROR)
        return no("bad-name");
    // U_INTERNAL_PROGRAM_ERROR among others, "a bug in the library code" (utypes.h).
    if (U_FAILURE(status))
        return broke(status);
    const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(locale, status));
    if (U_FAILURE(status))
        return broke(status);
    return {{"found", {{"built-in", calendar->getType()}, {"name", calendar->getType()}}}};
}

static json names()
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::StringEnumeration> values(
        icu::Calendar::getKeywordValuesForLocale("calendar", icu::Locale(), false, status));
    json names = json::array();
    while (U_SUCCESS(status)) {
        int32_t length = 0;
        const char *const name = values->next(&length, status);
        if (!name)
            return {{"names", names}};
        names.emplace_back(std::string(name, size_t(length)));
    }
    return broke(status);
}

static json result(const json &call)
{
    if (call == "names")
        return names();
    if (call.is_object() && call.contains("find"))
        return find(bytes(call["find"]));
    if (call.is_object() && (call.contains("register") || call.contains("unregister")))
        return no("closed");
    return no("unsupported");
}

// Each value has its own calendar, except two for which ICU up to 72 intentionally gives another
// one (calendar.cpp): "default any region specific not handled individually to islamic", and the
// Gregorian calendar with other weeks.
static json builtIns()
{
    UVersionInfo version;
    u_getVersion(version);
    json all = json::array();
    const json values = names();
    for (const json &name : values.at("names"))
        if (version[0] > 72 || (name != "iso8601" && name != "islamic-rgsa"))
            all.push_back({name});
    for (json &names : all)
        if (version[0] <= 72 && names[0] == "gregorian")
            names.push_back("iso8601");
        else if (version[0] <= 72 && names[0] == "islamic")
            names.push_back("islamic-rgsa");
    return all;
}

// From the comments in unicode/calendar.h, unicode/locid.h and unicode/uloc.h, unless a line names
// another source. Calendar::registerFactory is "@internal": for users the set is closed.
static json claim()
{
    const json profile = {
        // UTS #35, to which getType refers: "case-insensitive"; a value "must consist only of
        // [A-Za-z0-9] and [/_+-]".
        {"folding", "ascii"},
        {"built-ins", "protected"},
        // calendar.cpp: "when calendar keyword is not available or not supported, read
        // supplementalData to get the default calendar type for the locale's region". For the
        // locales below it is this one.
        {"unknown-name", {{"falls-back-to", "gregorian"}}},
        {"open", "closed"},
        // getKeywordValuesForLocale: "all the available values for the locale"
        {"listing-names", "snapshot"},
        {"listing-calendars", "none"},
        {"ids", "none"},
        // ICU's user guide: functions may be called from any thread, an object from one at a time.
        {"threads", "safe"},
    };
    return {{"profile", profile},
            {"built-in", builtIns()},
            {"afresh", "each-program"},
            {"locales", {"tr-TR", "az-AZ", "lt-LT"}}};
}

// Programs
using Tickets = std::atomic<long long>;

static json sequence(const json &calls, Tickets &tickets)
{
    json records = json::array();
    for (const json &call : calls) {
        const long long called = tickets++;
        json said = result(call);
        records.push_back({called, tickets++, std::move(said)});
    }
    return records;
}

static json atOnce(const json &sequences, Tickets &tickets)
{
    std::vector<json> records(sequences.size());
    std::vector<std::thread> threads;
    std::atomic<size_t> ready = 0;
    for (size_t thread = 0; thread < sequences.size(); ++thread)
        threads.emplace_back([&, thread] {
            for (++ready; ready < sequences.size();)
                std::this_thread::yield();
            records[thread] = sequence(sequences[thread], tickets);
        });
    for (std::thread &thread : threads)
        thread.join();
    return records;
}

static json run(const json &program)
{
    static const icu::Locale ordinary;
    UErrorCode status = U_ZERO_ERROR;
    if (program.contains("locale"))
        icu::Locale::setDefault(
            icu::Locale::forLanguageTag(std::string(program["locale"]), status), status);
    Tickets tickets = 0;
    const json none = json::array();
    json ran;
    ran["before"] = sequence(program.value("before", none), tickets);
    ran["threads"] = atOnce(program.value("threads", none), tickets);
    ran["after"] = sequence(program.value("after", none), tickets);
    icu::Locale::setDefault(ordinary, status);
    return ran;
}

static void send(const json &line) { std::cout << line.dump() << std::endl; }

int main()
{
    UVersionInfo version;
    u_getVersion(version);
    const std::string numbers = std::to_string(version[0]) + '.' + std::to_string(version[1]) + '.'
        + std::to_string(version[2]);
    send({{"hello",
           {{"protocol", 1},
            {"name", "ICU4C"},
            {"version", numbers},
            {"integers", "i64"},
            {"calendars", json::array()},
            {"registry", claim()}}}});
    for (std::string line; std::getline(std::cin, line);) {
        const json question = json::parse(line, nullptr, false);
        if (!question.is_object() || !question.contains("id") || !question.contains("run")) {
            std::cerr << "icu4c-adapter: cannot read the question\n";
            return 3;
        }
        send({{"id", question["id"]}, {"ran", run(question["run"])}});
    }
}
