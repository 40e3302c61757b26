"""PDF files made in a test with ReportLab: text at places, in Japanese fonts that every reader has."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

MINCHO, GOTHIC = "HeiseiMin-W3", "HeiseiKakuGo-W5"
WIDTH, HEIGHT = A4
#: Left edge and width of the text on a page made here, in points.
LEFT, MEASURE = 70.0, 440.0
SIZE = 11.0


class Pages:
    """A PDF in the making. `y` runs downwards from the page's upper edge."""

    def __init__(self, vertical=False, **options):
        # One font's lines run from left to right or from the top down, not both in one file.
        pdfmetrics.registerFont(UnicodeCIDFont(MINCHO, isVertical=vertical))
        pdfmetrics.registerFont(UnicodeCIDFont(GOTHIC))
        self._made = io.BytesIO()
        self.canvas = Canvas(self._made, pagesize=A4, **options)
        self.y = 90.0

    def at(self, x, y, text, size=SIZE, font=MINCHO):
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - y, text)
        return self

    def heading(self, text, size=16.0):
        self.y += 1.4 * size
        self.at(LEFT, self.y, text, size, GOTHIC)
        self.y += 1.2 * size
        return self

    def paragraph(self, text, x=LEFT, width=MEASURE, size=SIZE, indent=True):
        """Full lines of as many characters as fit, the first one indented."""
        fit = int(width / size)
        text = ("　" if indent else "") + text
        for start in range(0, len(text), fit):
            line = text[start : start + fit]
            shift = size if line.startswith("　") else 0.0
            self.at(x + shift, self.y, line.lstrip("　"), size)
            self.y += 1.7 * size
        return self

    def foot(self, number):
        return self.at(WIDTH / 2, HEIGHT - 40, str(number), 9)

    def head(self, text):
        return self.at(LEFT, 45, text, 8)

    def table(self, rows, widths, x=LEFT, height=20.0, size=SIZE):
        """A ruled table; None is a cell that the one to the left runs over."""
        top = HEIGHT - self.y
        edges = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
        for r in range(len(rows) + 1):
            self.canvas.line(edges[0], top - r * height, edges[-1], top - r * height)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if text is not None:
                    self.canvas.line(edges[c], top - r * height, edges[c], top - (r + 1) * height)
                    self.at(edges[c] + 4, self.y + (r + 0.7) * height, text, size)
            self.canvas.line(edges[-1], top - r * height, edges[-1], top - (r + 1) * height)
        self.y += len(rows) * height + 2 * size
        return self

    def turn(self):
        self.canvas.showPage()
        self.y = 90.0
        return self

    def done(self):
        self.canvas.save()
        return self._made.getvalue()


def mapped_pdf(codes, characters):
    """A PDF of one page that prints `codes` in Helvetica; its character map says they are `characters`."""
    pairs = "\n".join(f"<{code:02X}> <{ord(char):04X}>" for code, char in characters.items())
    unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(characters)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    shown = "".join(
        f"BT /F1 10 Tf 50 {780 - 14 * i} Td <{codes[start : start + 60].hex()}> Tj ET\n"
        for i, start in enumerate(range(0, len(codes), 60))
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        f"<< /Length {len(unicode)} >>\nstream\n{unicode}\nendstream",
    ]
    made, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return (
        made + end + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF"
    ).encode("latin-1")
