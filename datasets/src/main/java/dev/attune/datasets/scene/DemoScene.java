package dev.attune.datasets.scene;

/** The clip that shows what deblurring does: hand-held, sharp and blurred frames side by side. */
public final class DemoScene {
  /** Columns. */
  public static final int WIDTH = 448;

  /** Rows. */
  public static final int HEIGHT = 256;

  /** Frames of the whole clip, at 30 a second. */
  public static final int FRAMES = 72;

  private static final long SEED = SceneSplit.DEMO.seed(2024, 0);

  private DemoScene() {}

  /** The scene; the same at every call. */
  public static Scene create() {
    SceneSettings settings = SceneSettings.of(WIDTH, HEIGHT).withActors(6, 12).withExposure(0.6);
    return Scene.create(SEED, settings, new TextureBank(SceneSplit.DEMO.seed(2024, -1), 3));
  }
}
