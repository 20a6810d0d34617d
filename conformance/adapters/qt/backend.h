// A user's calendar, as Qt's registry takes it.

#ifndef BACKEND_H
#define BACKEND_H

#include <private/qromancalendar_p.h>

// Its dates are not asked, so it has none.
class Backend : public QRomanCalendar
{
public:
    bool isLeapYear(int) const override { return false; }
    bool dateToJulianDay(int, int, int, qint64 *) const override { return false; }
    QCalendar::YearMonthDay julianDayToDate(qint64) const override { return {}; }
};

#endif
