"""Forms as workbooks: written with XlsxWriter, read from what Excel, LibreOffice and others save."""
