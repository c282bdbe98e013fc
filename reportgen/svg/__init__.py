"""Vector drawings: SVG files of others as plain data that writers draw, and as pixels for programs that show no others.

A subset of SVG 1.1 that logos and drawings need: paths, basic shapes, groups, transforms, fills, strokes, opacity,
linear and radial gradients, clip paths, `use` inside the file. What is not drawn is refused by its name, so that no
drawing is printed with a part missing. Nothing outside of the file is read, and nothing in it is run.
"""
