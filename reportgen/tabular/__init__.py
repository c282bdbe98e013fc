"""Tables from files: ``data/<edition>/tables/NAME.csv``, ``.xlsx`` or ``.ods``, read as reportgen.yaml says."""
