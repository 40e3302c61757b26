"""Opens a Word file's archive: the parts that are needed, each within limits, as XML that declares nothing.

Knows archives and XML, not what Word means by it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from lxml import etree

from corpus.errors import ArchiveSuspicious, FileDamaged, FileEncrypted, FormatMistaken, MarkupSuspicious

#: Bytes of one part and of all parts together when unpacked, members of an archive, and how far they may swell.
_PART = 200_000_000
_WHOLE = 2_000_000_000
_MEMBERS = 20_000
_SWELLING = 400
#: Small parts may swell as they like: an empty table does.
_SMALL = 5_000_000
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "/officeDocument"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: ISO's strict namespace, which some programs write.
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


class Package:
    """An open Word file."""

    def __init__(self, name: str, data: bytes) -> None:
        """Raises FileDamaged, FileEncrypted, ArchiveSuspicious, FormatMistaken."""
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise FileDamaged(name=name, reason="ZIP") from error
        self._check()
        self._main = self._find_main()

    def _check(self) -> None:
        members = self._archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise FileEncrypted(name=self._name)
        total = sum(member.file_size for member in members)
        swollen = [
            m for m in members if m.file_size > _SMALL and m.file_size > _SWELLING * max(m.compress_size, 1)
        ]
        if len(members) > _MEMBERS or total > _WHOLE or swollen:
            raise ArchiveSuspicious(name=self._name, reason=f"{total // 1_000_000} MB, {len(members)} files")

    def _find_main(self) -> str:
        root = self.part("_rels/.rels")
        if root is not None:
            for relation in root.iter(_RELATIONS):
                if (relation.get("Type") or "").endswith(_MAIN):
                    target = (relation.get("Target") or "").lstrip("/")
                    if not target.endswith(".xml") or "word" not in target.lower():
                        break
                    return target
        if "word/document.xml" in self._archive.namelist():
            return "word/document.xml"
        raise FormatMistaken(
            name=self._name,
            kind_ja="Word 文書でない圧縮ファイル",
            kind_en="an archive that is no Word document",
        )

    def document(self) -> etree._Element:
        """The main part. Raises FileDamaged when it is missing."""
        root = self.part(self._main)
        if root is None:
            raise FileDamaged(name=self._name, reason=self._main)
        return root

    def beside(self, file: str) -> etree._Element | None:
        """A part that lies beside the main one: `styles.xml`, `numbering.xml`, `footnotes.xml`."""
        return self.part(str(PurePosixPath(self._main).parent / file))

    def part(self, path: str) -> etree._Element | None:
        """A part's root element, None where there is no such part."""
        try:
            with self._archive.open(path) as file:
                # The archive's directory may lie about a part's size.
                data = file.read(_PART + 1)
        except KeyError:
            return None
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise FileDamaged(name=self._name, reason=path) from error
        if len(data) > _PART:
            raise ArchiveSuspicious(name=self._name, reason=path)
        return self._parsed(path, data)

    def _parsed(self, path: str, data: bytes) -> etree._Element:
        if (
            b"<!DOCTYPE" in data[:4096]
            or b"<!ENTITY" in data
            or "<!DOCTYPE".encode("utf-16-le") in data[:8192]
        ):
            raise MarkupSuspicious(name=self._name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data.replace(_STRICT.encode(), W[1:-1].encode()), parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower() or "huge" in str(error).lower():
                raise MarkupSuspicious(name=self._name) from error
            raise FileDamaged(name=self._name, reason=path) from error
