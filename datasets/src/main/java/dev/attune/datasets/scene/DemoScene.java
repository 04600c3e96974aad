package dev.attune.datasets.scene;

/** The clip that shows what deblurring does: hand-held, sharp and blurred frames side by side. */
public final class DemoScene {
  /** Columns. */
  public static final int WIDTH = 448;

  /** Rows. */
  public static final int HEIGHT = 256;

  /** Frames of the whole clip, at 30 a second. */
  public static final int FRAMES = 72;

  private static final long MASTER = 2024;

  /** Chosen by eye: houses, hills and things that pass before them. */
  private static final long CHOSEN = 35;

  private static final Shake SHAKE = new Shake(4, 16, 0.75, 2.5, 0, 8e-4, 4e-4, 0.35, 0.3);

  /** A phone's sensor in daylight. */
  private static final Sensor DAYLIGHT = new Sensor(1e-4, 1e-3, 0, Transfer.SRGB, true);

  private DemoScene() {}

  /** The scene; the same at every call. */
  public static Scene create() {
    SceneSettings settings =
        SceneSettings.of(WIDTH, HEIGHT)
            .withActors(7, 7)
            .withExposure(0.8)
            .withShake(SHAKE)
            .withSensor(DAYLIGHT);
    TextureBank bank = new TextureBank(SceneSplit.DEMO.seed(MASTER, -1), 3);
    return Scene.create(SceneSplit.DEMO.seed(MASTER, CHOSEN), settings, bank);
  }
}
