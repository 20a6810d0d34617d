// A calendar of a user, as Qt's registry takes it.

#ifndef BACKEND_H
#define BACKEND_H

#include <private/qromancalendar_p.h>

// Its dates are nobody's question, so there are none.
class Backend : public QRomanCalendar
{
public:
    explicit Backend(int place) : m_place(place) { }

    // QCalendar does not show its backend. This goes through it unchanged, and no calendar of Qt's
    // has that many months.
    static constexpr int firstPlace = 1000;
    int maximumMonthsInYear() const override { return firstPlace + m_place; }

    bool isLeapYear(int) const override { return false; }
    bool dateToJulianDay(int, int, int, qint64 *) const override { return false; }
    QCalendar::YearMonthDay julianDayToDate(qint64) const override { return {}; }

private:
    const int m_place;
};

#endif
