"""How are dates, times and numbers written in British English?"""
