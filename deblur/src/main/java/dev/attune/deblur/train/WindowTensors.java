package dev.attune.deblur.train;

import dev.attune.adaptation.runtime.Scope;
import dev.attune.adaptation.runtime.Tensor;
import dev.attune.adaptation.runtime.torch.TrainableModel;
import dev.attune.adaptation.tensor.ElementType;
import dev.attune.adaptation.tensor.Shape;
import dev.attune.video.frame.FloatImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Packs lists of pictures into the tensors that a network's loss takes. Used by one thread; its
 * buffers are used again.
 */
public final class WindowTensors {
  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  /**
   * Pictures [N][K] of one size as a tensor [N, K, C, H, W] of values minus {@code offset}; planes
   * after the third are guides and stay as they are.
   *
   * @param scope owner of the tensor
   */
  public Tensor pack(
      TrainableModel model, Scope scope, List<List<FloatImage>> pictures, float offset) {
    FloatImage first = pictures.get(0).get(0);
    Shape shape =
        Shape.of(
            pictures.size(),
            pictures.get(0).size(),
            first.channels(),
            first.height(),
            first.width());
    FloatBuffer floats = room(shape);
    for (List<FloatImage> window : pictures) {
      for (FloatImage picture : window) {
        put(picture, offset, floats);
      }
    }
    return model.tensor(scope, ElementType.FLOAT32, shape, buffer);
  }

  /** A picture as a tensor [1, C, H, W], its first three planes minus {@code offset}. */
  public Tensor picture(TrainableModel model, Scope scope, FloatImage picture, float offset) {
    Shape shape = Shape.of(1, picture.channels(), picture.height(), picture.width());
    put(picture, offset, room(shape));
    return model.tensor(scope, ElementType.FLOAT32, shape, buffer);
  }

  /** Any values as a tensor. */
  public Tensor values(TrainableModel model, Scope scope, Shape shape, float[] values) {
    room(shape).put(values);
    return model.tensor(scope, ElementType.FLOAT32, shape, buffer);
  }

  private static void put(FloatImage picture, float offset, FloatBuffer floats) {
    float[] values = picture.data();
    int colours = Math.min(3, picture.channels()) * picture.height() * picture.width();
    for (int i = 0; i < colours; i++) {
      floats.put(values[i] - offset);
    }
    floats.put(values, colours, values.length - colours);
  }

  private FloatBuffer room(Shape shape) {
    int bytes = Math.toIntExact(Math.multiplyExact(4L, shape.elements()));
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    return buffer.clear().limit(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
