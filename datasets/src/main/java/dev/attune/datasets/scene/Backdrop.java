package dev.attune.datasets.scene;

/** Paints the plane behind everything. */
final class Backdrop {
  private Backdrop() {}

  /** A canvas of this size in texels, filled with one of several kinds of surroundings. */
  static Canvas paint(int width, int height, double density, Materials materials, SceneRandom r) {
    int kind = r.intBetween(0, 11);
    boolean abstractPlace = kind < 5;
    Border border = abstractPlace ? Border.AROUND : Border.MIRRORED;
    Canvas canvas = new Canvas(width, height, density, border);
    if (r.chance(0.3)) {
      lamps(canvas, materials, r.split("lamps"));
    }
    SceneRandom place = r.split("place");
    if (abstractPlace) {
      double cover = kind < 4 ? place.logBetween(0.4, 4) : place.between(0.02, 0.2);
      DeadLeaves.paint(canvas, materials, place, cover);
    } else if (kind < 8) {
      new Outdoors(canvas, materials).paint(place);
    } else if (kind < 10) {
      new Indoors(canvas, materials).room(place);
    } else {
      new Indoors(canvas, materials).shelf(place);
    }
    SceneRandom light = r.split("light");
    canvas.illuminate(
        light.logBetween(0.55, 1.8),
        light.between(0, 0.35),
        light.angle(),
        light.between(0, 0.35),
        light.angle());
    return canvas;
  }

  /** A few small sources of light or glints, brighter than the sensor can take. */
  private static void lamps(Canvas canvas, Materials materials, SceneRandom r) {
    int count = r.intBetween(1, 10);
    double size = r.logBetween(0.8, 4);
    for (int i = 0; i < count; i++) {
      SceneRandom lamp = r.split(i);
      double radius = size * lamp.between(0.5, 1.5);
      Shape shape = new Shape.Ellipse(radius, radius * lamp.between(0.4, 1));
      double x = lamp.between(0, canvas.widthPx());
      double y = lamp.between(0, canvas.heightPx());
      canvas.paint(shape, x, y, lamp.angle(), materials.lamp(lamp), 1.2);
    }
  }
}
