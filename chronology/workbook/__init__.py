"""How do chronologies come out of files made elsewhere, and go into files for elsewhere? By subject."""
