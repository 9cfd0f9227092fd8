"""What the fork server loads before it forks: the readers, none of which starts a thread yet."""

from __future__ import annotations

import zipingbiao.batch.work
import zipingbiao.extract.docx
import zipingbiao.extract.foreign
import zipingbiao.extract.html
import zipingbiao.extract.image
import zipingbiao.extract.ofd
import zipingbiao.extract.pdf
import zipingbiao.extract.textdump
import zipingbiao.extract.xlsx
import zipingbiao.schemas.family
import zipingbiao.schemas.vocabulary

zipingbiao.schemas.vocabulary.vocabulary()
zipingbiao.schemas.family.families()
