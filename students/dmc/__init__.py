"""The pupil file of DMC on its way in: table → columns → pupils with problems → what would change.

Data Management Center (DMC) is the register every OBEC school keeps; its xlsx is where names come from
(domain.md G.1).  Everything here takes values and returns values.

    tables.from_csv(bytes) -> rows             layout.find(rows) -> Layout
    layout.propose(rows, remembered) -> dict   pupils.read(rows, ...) -> Reading
    comparing.compare(pupils, known) -> Comparison
"""
