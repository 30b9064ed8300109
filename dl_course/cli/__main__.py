"""`python -m dl_course.cli` is `dl-course`, also where the package is not installed."""

import sys

from dl_course.cli import main

sys.exit(main())
