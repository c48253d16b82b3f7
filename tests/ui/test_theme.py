"""Both themes name the same roles, and words stay readable in them."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from ui.window.theme import ANNOTATION_COLORS, ASSETS, THEMES, Theme, program_icon


def contrast(one: QColor, other: QColor) -> float:
    """Give the contrast ratio of WCAG 2.1, section 1.4.3: 1 to 21."""

    def luminance(color: QColor) -> float:
        channels = (color.redF(), color.greenF(), color.blueF())
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest, qtbot: QtBot) -> Theme:
    return Theme(request.param)


def test_every_role_is_in_both_themes() -> None:
    assert Theme("light").roles == Theme("dark").roles


def test_every_annotation_color_has_a_highlight_and_a_mark(theme: Theme) -> None:
    for name in ANNOTATION_COLORS:
        assert theme.color(f"highlight-{name}").isValid()
        assert theme.color(f"mark-{name}").isValid()


@pytest.mark.parametrize("ink", ["ink", "ink2"])
def test_words_are_readable_on_every_ground(theme: Theme, ink: str) -> None:
    for ground in ("desk", "paper", "panel", "pop", "hover", "seal-soft"):
        assert contrast(theme.color(ink), theme.color(ground)) >= 4.5, ground


def test_the_document_is_readable_under_highlights_and_selection(theme: Theme) -> None:
    grounds = ["selection", "flash", *(f"highlight-{name}" for name in ANNOTATION_COLORS)]
    for ground in grounds:
        assert contrast(theme.color("ink"), theme.color(ground)) >= 4.5, ground


@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("seal", "panel", 4.5),
        ("seal", "paper", 4.5),
        ("seal", "seal-soft", 4.5),
        ("on-seal", "seal", 4.5),
        ("focus", "paper", 4.5),
        ("ink3", "panel", 4.5),
        ("ink3", "paper", 4.5),
        ("ink", "pop-hover", 4.5),
    ],
)
def test_accents_and_hints_are_readable(theme: Theme, front: str, back: str, least: float) -> None:
    assert contrast(theme.color(front), theme.color(back)) >= least


def test_what_is_chosen_in_a_menu_is_seen_and_so_are_its_lines(theme: Theme) -> None:
    for role in ("pop-hover", "pop-line"):
        assert contrast(theme.color(role), theme.color("pop")) >= 1.19, role


def test_what_cannot_be_done_is_fainter_than_a_hint(theme: Theme) -> None:
    faint, hint = (contrast(theme.color(role), theme.color("pop")) for role in ("off", "ink3"))
    assert 2.5 <= faint < hint


def test_the_style_sheet_asks_only_for_known_roles(theme: Theme) -> None:
    template = (ASSETS / "themes" / "window.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=\s*[;}])", template), "a colour that is no role"
    assert "@" not in theme.stylesheet()


def test_pictures_of_the_style_sheet_are_there_in_the_colours_of_the_theme(theme: Theme) -> None:
    template = (ASSETS / "themes" / "window.qss").read_text(encoding="utf-8")
    colors = {theme.color(role).name() for role in theme.roles}
    wanted = set(re.findall(r"@picture-([a-z]+)", template))
    assert wanted
    for name in wanted:
        assert set(re.findall(r"#[0-9a-f]{6}", theme.picture(name).read_text("utf-8"))) <= colors


def test_a_box_is_seen_on_every_ground(theme: Theme) -> None:
    for ground in ("panel", "paper", "pop"):
        assert contrast(theme.color("ink3"), theme.color(ground)) >= 2.5, ground
    assert contrast(theme.color("seal"), theme.color("on-seal")) >= 4.5


def test_every_icon_draws_in_the_colour_of_its_role(theme: Theme) -> None:
    for path in sorted((ASSETS / "icons").glob("*.svg")):
        if path.stem == "piyue":
            continue
        image = theme.icon(path.stem, "seal").pixmap(QSize(20, 20)).toImage()
        painted = [
            image.pixelColor(x, y) for x in range(20) for y in range(20) if image.pixelColor(x, y).alpha() == 255
        ]
        assert image.pixelColor(0, 0).alpha() == 0, path.stem
        assert all(abs(color.red() - theme.color("seal").red()) < 3 for color in painted), path.stem


def test_the_seal_of_the_program_can_be_drawn(qtbot: QtBot) -> None:
    assert not program_icon().pixmap(QSize(48, 48)).isNull()


def test_an_unknown_theme_or_role_is_a_mistake_of_ours(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="sepia"):
        Theme("sepia")
    with pytest.raises(KeyError):
        Theme("light").color("chartreuse")
