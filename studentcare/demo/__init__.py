"""The demo area: invented schools, staff and children that tell one story, the same every time.

Everything is written as the owner under `system:demo`, in bulk; dates are counted back from `today`.
"""
