from __future__ import annotations

from decimal import Decimal

import pytest

from zipingbiao.extract.dateformat import is_date_format, printed_date
from zipingbiao.extract.numberformat import printed_number

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        ("0.5", "0.00", "0.50"),
        ("2.675", "0.00", "2.68"),
        ("0.9775", "0.00%", "97.75%"),
        ("0.97", "0%", "97%"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("12345", "#,##0,", "12"),
        ("-5", "0.00;(0.00)", "(5.00)"),
        ("-5", "0.0_);[Red]\\(0.0\\)", "(5.0)"),
        ("0", ACCOUNTING, "-"),
        ("1234.5", ACCOUNTING, "1,234.50"),
        ("0", "0.00;-0.00;", ""),
        ("12.5", '0.0"分"', "12.5分"),
        ("12", 'General"万元"', "12万元"),
        ("5", "[$¥-804]#,##0.00", "¥5.00"),
        ("12345.678", "0.00E+00", "1.23E+04"),
        ("12", "000", "012"),
        ("95.5", "0_ ", "96"),
    ],
)
def test_a_number_prints_as_its_format_says(value: str, code: str, printed: str) -> None:
    assert printed_number(Decimal(value), code) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("0.30000000000000004", "0.3"),
        ("93.489999999999995", "93.49"),
        ("33.333333333333336", "33.33333333"),
        ("100", "100"),
        ("1200000000", "1200000000"),
        ("0", "0"),
    ],
)
def test_without_a_format_there_are_no_artefacts(value: str, printed: str) -> None:
    assert printed_number(Decimal(value), "General") == printed


@pytest.mark.parametrize("code", ["# ?/?", "[DBNum1]0", "[>=100]0.0;0", "000-0000"])
def test_a_format_beyond_the_usual_prints_the_number_itself(code: str) -> None:
    assert printed_number(Decimal("12.5"), code) == "12.5"


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        ("44621", "yyyy/m/d", "2022/3/1"),
        ("44621", '[$-804]yyyy"年"mm"月";@', "2022年03月"),
        ("44621.5", 'yyyy"年"m"月"d"日" h:mm', "2022年3月1日 12:00"),
        ("0.75", "h:mm AM/PM", "6:00 下午"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("44621", "aaaa", "星期二"),
        ("-3", "yyyy/m/d", "-3"),
    ],
)
def test_a_date_prints_as_its_format_says(value: str, code: str, printed: str) -> None:
    assert is_date_format(code)
    assert printed_date(Decimal(value), code) == printed


def test_dates_may_count_from_1904() -> None:
    assert printed_date(Decimal(43159), "yyyy/m/d", since_1904=True) == "2022/3/1"


@pytest.mark.parametrize("code", ["General", "0.00", '0"d"', "[Red]0.0", "@", "0.00E+00"])
def test_numbers_are_no_dates(code: str) -> None:
    assert not is_date_format(code)
