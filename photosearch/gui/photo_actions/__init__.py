"""What can be done with photos: in menus, by keys and by dragging."""
