package dev.attune.datasets.scene;

/** Rooms and shelves. */
final class Indoors {
  private final Canvas canvas;
  private final Materials materials;
  private final double width;
  private final double height;

  /** On a canvas that shows a part of a place of this size in pixels. */
  Indoors(Canvas canvas, Materials materials, double width, double height) {
    this.canvas = canvas;
    this.materials = materials;
    this.width = width;
    this.height = height;
  }

  /** A wall with pictures and a window, furniture before it, a floor. */
  void room(SceneRandom r) {
    double line = height * r.between(0.5, 0.8);
    int pieces = r.intBetween(1, 8);
    for (int i = 0; i < pieces; i++) {
      furniture(r.split("furniture").split(i), line);
    }
    SceneRandom floor = r.split("floor");
    Pattern kind =
        floor.pick(
            Pattern.WOOD,
            Pattern.CHECKS,
            Pattern.BRICKS,
            Pattern.GRAIN,
            Pattern.WEAVE,
            Pattern.PLAID,
            Pattern.CLOUDS);
    double half = (height - line) / 2 + 1;
    canvas.paint(
        new Shape.Box(width, 0.012 * height, 0), width / 2, line, 0, materials.plain(floor), 1);
    canvas.paint(
        new Shape.Box(width, half, 0),
        width / 2,
        line + half,
        0,
        materials.ground(kind, floor, half),
        1);
    int frames = r.intBetween(0, 9);
    for (int i = 0; i < frames; i++) {
      framed(r.split("frames").split(i), line);
    }
    SceneRandom wall = r.split("wall");
    canvas.fill(
        wall.chance(0.6)
            ? materials.plain(wall)
            : materials.upright(
                wall.pick(Pattern.STRIPES, Pattern.BRICKS, Pattern.DOTS, Pattern.ROUGH),
                wall,
                wall.between(0.6, 2)));
  }

  private void furniture(SceneRandom r, double line) {
    double x = r.between(0, width);
    double half = height * r.between(0.06, 0.25);
    double tall = height * r.between(0.1, 0.45);
    double floor = line + (height - line) * r.between(0, 0.6);
    int things = r.intBetween(0, 5);
    for (int i = 0; i < things; i++) {
      double radius = height * r.between(0.02, 0.07);
      double at = x + half * r.between(-0.9, 0.9);
      canvas.paint(Shapes.any(r, radius), at, floor - tall - radius * 0.6, 0, materials.any(r), 1);
    }
    int drawers = r.intBetween(0, 4);
    for (int i = 0; i < drawers; i++) {
      double y = floor - tall * (i + 0.5) / drawers;
      Shape handle = new Shape.Box(half * 0.15, Math.max(0.6, tall * 0.015), 0);
      canvas.paint(handle, x, y, 0, materials.bold(r.split("handle")), 1);
      Shape gap = new Shape.Box(half * 0.95, 0.5, 0);
      canvas.paint(gap, x, y + 0.5 * tall / drawers, 0, materials.plain(r.split("gap")), 1);
    }
    Pattern pattern = r.pick(Pattern.WOOD, Pattern.WEAVE, Pattern.PLAID, Pattern.CLOUDS);
    Surface side =
        r.chance(0.4) ? materials.plain(r) : materials.upright(pattern, r, r.between(0.6, 2));
    double round = r.chance(0.3) ? 0.15 * half : 0;
    Shape body = new Shape.Box(half, tall / 2, round);
    canvas.paint(body, x, floor - tall / 2, 0, side, 1);
    canvas.shadow(body, x + 0.2 * half, floor - tall / 2 + 3, 0, 0.45, 2 + 0.3 * half);
  }

  private void framed(SceneRandom r, double line) {
    double x = r.between(0, width);
    double y = line * r.between(0.05, 0.7);
    double hx = height * r.between(0.04, 0.18);
    double hy = height * r.between(0.04, 0.18);
    boolean window = r.chance(0.25);
    double border = Math.max(1, 0.1 * Math.min(hx, hy));
    if (window) {
      double bar = border * 0.6;
      canvas.paint(new Shape.Box(bar, hy, 0), x, y, 0, materials.plain(r.split("bar")), 1);
      canvas.paint(new Shape.Box(hx, bar, 0), x, y, 0, materials.plain(r.split("bar")), 1);
    }
    Shape pane = new Shape.Box(hx, hy, 0);
    canvas.paint(pane, x, y, 0, window ? materials.daylight(r) : materials.any(r), 1);
    Shape frame = new Shape.Box(hx + border, hy + border, 0);
    canvas.paint(frame, x, y, 0, materials.bold(r.split("frame")), 1);
    canvas.shadow(frame, x + 1, y + 3, 0, 0.4, 4);
  }

  /** Upright boxes on boards: books, goods, doors. */
  void shelf(SceneRandom r) {
    int boards = r.intBetween(1, 4);
    double pitch = height / boards;
    for (int b = 0; b < boards; b++) {
      SceneRandom row = r.split(b);
      double floor = (b + 0.95) * pitch;
      canvas.paint(
          new Shape.Box(width, 0.03 * pitch, 0),
          width / 2,
          floor,
          0,
          materials.of(Pattern.WOOD, row),
          1);
      double x = 0;
      for (int i = 0; x < width && i < 400; i++) {
        x += standing(row.split(i), x, floor, pitch);
      }
    }
    canvas.fill(materials.plain(r.split("wall")));
  }

  /** Something on a board whose left border is at {@code x}; returns the room it takes. */
  private double standing(SceneRandom r, double x, double floor, double pitch) {
    double half = pitch * r.logBetween(0.03, 0.2);
    double tall = pitch * r.between(0.4, 0.85);
    Shape box = new Shape.Box(half, tall / 2, r.chance(0.3) ? half * 0.4 : 0);
    double lean = r.chance(0.15) ? 0.1 * r.normal() : 0;
    if (r.chance(0.4)) {
      Shape label = new Shape.Box(half * 0.7, tall * r.between(0.05, 0.3), 0);
      Surface print = materials.of(Pattern.WRITING, r);
      canvas.paint(label, x + half, floor - tall * 0.6, lean, print, 1);
    }
    canvas.paint(box, x + half, floor - tall / 2, lean, materials.any(r), 1);
    canvas.shadow(box, x + half + 0.3 * half, floor - tall / 2, lean, 0.4, 1 + 0.4 * half);
    return 2 * half + (r.chance(0.2) ? pitch * 0.15 : 0.5);
  }
}
