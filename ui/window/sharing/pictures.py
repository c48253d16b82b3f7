"""Pictures of a quote: a card with its source, and a QR code for a phone."""

from __future__ import annotations

import io

import segno
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QTextOption

from reader.errors import KnownError
from ui.window.fonts import document_family
from ui.window.theme import Theme

_WIDTH, _MARGIN, _BAR, _SCALE = 540, 44, 5, 2
_QUOTE_PIXELS, _SMALL_PIXELS = 21, 14
_LONGEST = 600
"""Code points on a card; more is no card, and would make a picture that no chat shows."""
_QR_PIXELS = 360
_LEAST_MODULE = 3
"""Pixels of the screen of the smallest part of a code, 0.8 mm: with less a phone does not read a long one off a screen."""


def quote_card(theme: Theme, quote: str, source: str) -> QImage:
    """Paint a quote with its source on paper.

    Args:
        theme: Whose colours are used.
        quote: The words; very long ones are cut.
        source: Where they stand.
    """
    words = quote if len(quote) <= _LONGEST else quote[: _LONGEST - 2] + "……"
    serif, small = QFont(document_family()), QFont()
    serif.setPixelSize(_QUOTE_PIXELS)
    small.setPixelSize(_SMALL_PIXELS)
    wrap = QTextOption(Qt.AlignmentFlag.AlignLeft)
    wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    probe = QImage(1, 1, QImage.Format.Format_RGB32)
    painter = QPainter(probe)
    room = QRectF(0, 0, _WIDTH - 2 * _MARGIN, 1e6)
    painter.setFont(serif)
    tall = painter.boundingRect(room, words, wrap).height()
    painter.setFont(small)
    source_tall = painter.boundingRect(room, source, wrap).height()
    painter.end()
    height = round(2 * _MARGIN + tall + 28 + source_tall)
    picture = QImage(_WIDTH * _SCALE, height * _SCALE, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(_SCALE)
    picture.fill(theme.color("paper"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, _BAR, height), theme.color("seal"))
    painter.setPen(theme.color("ink"))
    painter.setFont(serif)
    painter.drawText(QRectF(_MARGIN, _MARGIN, room.width(), tall), words, wrap)
    painter.setPen(theme.color("ink2"))
    painter.setFont(small)
    painter.drawText(QRectF(_MARGIN, _MARGIN + tall + 28, room.width(), source_tall), source, wrap)
    painter.end()
    return picture


def qr_code(words: str) -> QImage:
    """Give a QR code of text, black on white whatever the theme: that is what phones read.

    Raises:
        KnownError: ``qr-too-long``.
    """
    try:
        code = segno.make_qr(words.encode("utf-8", "replace").decode(), error="L", encoding="utf-8", eci=False)
    except segno.DataOverflowError as error:
        raise KnownError("qr-too-long", count=len(words)) from error
    out = io.BytesIO()
    code.save(
        out, kind="png", scale=max(_LEAST_MODULE * _SCALE, _QR_PIXELS * _SCALE // code.symbol_size()[0]), border=4
    )
    picture = QImage.fromData(out.getvalue())
    picture.setDevicePixelRatio(_SCALE)
    return picture
