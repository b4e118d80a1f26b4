"""Who promised what: partners, pledges, commitments, and the people who keep them true."""
