"""Russian and Ukrainian quantities: the same readers over other tables."""

from __future__ import annotations

import pytest

from stemmata.annotate.document import supported_languages
from stemmata.annotate.quantity import find_quantities
from stemmata.annotate.sentence import split_sentences
from stemmata.model import Basis, Quantity


def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    return find_quantities(text, split_sentences(text), language)


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "basis"),
    [
        ("Завод собрал 45 машин.", "45", 45, 45, Basis.EXACT),
        ("Завод собрал не менее 6 тысяч машин.", "не менее 6 тысяч", 6000, None, Basis.AT_LEAST),
        ("Завод собрал свыше трёхсот машин.", "свыше трёхсот", 300, None, Basis.MORE_THAN),
        ("Завод собрал до пятидесяти машин.", "до пятидесяти", None, 50, Basis.UP_TO),
        ("Завод собрал почти тысячу машин.", "почти тысячу", None, 1000, Basis.ALMOST),
        ("Завод собрал около тысячи машин.", "около тысячи", 1000, 1000, Basis.ABOUT),
        ("Завод собрал от 20 до 30 машин.", "от 20 до 30", 20, 30, Basis.RANGE),
        ("Завод собрал две-три тысячи машин.", "две-три тысячи", 2000, 3000, Basis.RANGE),
        ("Завод собрал три с половиной тысячи машин.", "три с половиной тысячи", 3500, 3500, Basis.EXACT),
        ("Завод собрал полторы тысячи машин.", "полторы тысячи", 1500, 1500, Basis.EXACT),
        ("Завод собрал 1,5 тыс. машин.", "1,5 тыс.", 1500, 1500, Basis.EXACT),
        ("Завод собрал тысячи машин.", "тысячи", 2000, 9999, Basis.ORDER_WORD),
        ("Завод собрал несколько сотен машин.", "несколько сотен", 300, 999, Basis.ORDER_WORD),
        ("Завод собрал двести сорок две машины.", "двести сорок две", 242, 242, Basis.EXACT),
        ("Завод собрал сто с лишним машин.", "сто с лишним", 100, None, Basis.MORE_THAN),
        ("Завод собрал две трети машин.", "две трети", 2 / 3, 2 / 3, Basis.EXACT),
        ("Выпуск вырос вдвое.", "вдвое", 2, 2, Basis.EXACT),
    ],
)
def test_russian(text: str, words: str, low: float | None, high: float | None, basis: Basis) -> None:
    (found,) = quantities(text, "ru")
    assert (found.text, found.low, found.high, found.basis) == (words, low, high, basis)


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "basis"),
    [
        ("Завод зібрав щонайменше 6 тисяч машин.", "щонайменше 6 тисяч", 6000, None, Basis.AT_LEAST),
        ("Завод зібрав понад триста машин.", "понад триста", 300, None, Basis.MORE_THAN),
        ("Завод зібрав до 50 машин.", "до 50", None, 50, Basis.UP_TO),
        ("Завод зібрав майже тисячу машин.", "майже тисячу", None, 1000, Basis.ALMOST),
        ("Завод зібрав близько двадцяти машин.", "близько двадцяти", 20, 20, Basis.ABOUT),
        ("Завод зібрав від 20 до 30 машин.", "від 20 до 30", 20, 30, Basis.RANGE),
        ("Завод зібрав 1,5 тис. машин.", "1,5 тис.", 1500, 1500, Basis.EXACT),
        ("Завод зібрав п’ятсот двадцять п’ять машин.", "п’ятсот двадцять п’ять", 525, 525, Basis.EXACT),
        ("Завод зібрав п’ять машин.", "п’ять", 5, 5, Basis.EXACT),
        ("Завод зібрав десятки тисяч машин.", "десятки тисяч", 20000, 99999, Basis.ORDER_WORD),
        ("Завод зібрав дві третини машин.", "дві третини", 2 / 3, 2 / 3, Basis.EXACT),
    ],
)
def test_ukrainian(text: str, words: str, low: float | None, high: float | None, basis: Basis) -> None:
    (found,) = quantities(text, "uk")
    assert (found.text, found.low, found.high, found.basis) == (words, low, high, basis)


@pytest.mark.parametrize(
    ("text", "language", "value", "unit", "per"),
    [
        ("Сделка стоит 1,2 млрд рублей.", "ru", 1.2e9, "RUB", None),
        ("Машина стоит 5 млн долларов за штуку.", "ru", 5e6, "USD", "item"),
        ("Доля составила 12,5%.", "ru", 12.5, "percent", None),
        ("Дальность 2000 км.", "ru", 2000, "kilometre", None),
        ("Завод собирает 40 машин в месяц.", "ru", 40, "count", "month"),
        ("Угода коштує 3 млн гривень.", "uk", 3e6, "UAH", None),
        ("Завод збирає 40 машин на місяць.", "uk", 40, "count", "month"),
    ],
)
def test_unit_and_rate(text: str, language: str, value: float, unit: str, per: str | None) -> None:
    (found,) = quantities(text, language)
    assert (found.low, found.unit, found.per) == (value, unit, per)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Это было 24 февраля 2022 года в 10:30.", "ru"),
        ("Статья 5 резолюции 2231.", "ru"),
        ("Летели Су-35 и Х-101.", "ru"),
        ("Прошло пять лет.", "ru"),
        ("Це було 24 лютого 2022 року.", "uk"),
        ("Минуло п'ять років.", "uk"),
    ],
)
def test_what_only_looks_like_a_quantity(text: str, language: str) -> None:
    assert quantities(text, language) == ()


def test_numbers_alone_make_no_language_supported() -> None:
    assert supported_languages() == {"en"}
