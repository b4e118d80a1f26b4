"""What the pages of a country or area, region, partner, commitment, pledge and objective say of it.

    sentences    what it is in numbers, in one sentence
    breakdown    how its activities fall into the values of a filter: the first few, and the way to all
    makers       who makes pledges: its pledges, and the activities of these
    places       what lies around a country or area, and in a region

All of it is counted with the bitmaps of the request's index, and asks the database nothing.
"""
