"""How are dates, times and numbers written?"""
