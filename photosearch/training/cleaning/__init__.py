"""Cleaning of a noisy folder-per-class set: what belongs together by geometry stays, with a box around it.

After Gordo et al., "Deep Image Retrieval" (ECCV 2016) and "End-to-end Learning of Deep Visual Representations
for Image Retrieval" (IJCV 2017). Nothing is imported here, so that worker processes start quickly.
"""
