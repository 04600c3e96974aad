package dev.attune.datasets.scene;

/** Paints the plane behind everything. */
final class Backdrop {
  /** Height of the largest places, in pixels. */
  private static final double PLACE_PX = 520;

  /** Height of the painted part of a place with a sky against the view. */
  private static final double HEADROOM = 1.5;

  private Backdrop() {}

  /**
   * A canvas filled with one of several kinds of surroundings.
   *
   * @param width in texels, a power of two
   * @param height in texels, a power of two; places with a sky have another
   * @param density texels a pixel
   */
  static Canvas paint(
      SceneSettings settings,
      int width,
      int height,
      double density,
      Materials materials,
      SceneRandom r) {
    int kind = r.intBetween(0, 11);
    boolean abstractPlace = kind < 5;
    Border border = abstractPlace ? Border.AROUND : Border.MIRRORED;
    int tall = (int) Math.ceil(HEADROOM * settings.height() * density);
    Canvas canvas = new Canvas(width, abstractPlace ? height : tall, density, border);
    if (r.chance(0.3)) {
      lamps(canvas, materials, r.split("lamps"));
    }
    SceneRandom place = r.split("place");
    // A small view is more often a part of a larger place than a small place.
    double scale = place.logBetween(1, Math.max(1.001, PLACE_PX / canvas.heightPx()));
    double placeWidth = scale * canvas.widthPx();
    double placeHeight = scale * canvas.heightPx();
    Materials suited = materials.scaled(scale);
    if (abstractPlace) {
      double cover = kind < 4 ? place.logBetween(0.4, 4) : place.between(0.02, 0.2);
      DeadLeaves.paint(canvas, suited, place, cover, scale);
    } else {
      canvas.showPart(
          place.unit() * (placeWidth - canvas.widthPx()),
          place.unit() * (placeHeight - canvas.heightPx()));
      if (kind < 8) {
        new Outdoors(canvas, suited, placeWidth, placeHeight).paint(place);
      } else if (kind < 10) {
        new Indoors(canvas, suited, placeWidth, placeHeight).room(place);
      } else {
        new Indoors(canvas, suited, placeWidth, placeHeight).shelf(place);
      }
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
