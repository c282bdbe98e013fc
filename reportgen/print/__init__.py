"""Everything between typeset pages and a printing house: pages for print, the cover sheet, imposition, delivery."""
