package dev.attune.deblur.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attune.datasets.metric.Axis;
import dev.attune.datasets.metric.EightBit;
import dev.attune.datasets.metric.Psnr;
import dev.attune.datasets.metric.Ssim;
import dev.attune.datasets.metric.Values;
import dev.attune.video.frame.FloatImage;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** PSNR, SSIM and conversions to 8 bits of the reference programs. */
final class MetricsParity implements ParityKind {
  @Override
  public String kind() {
    return "metrics";
  }

  @Override
  public void repeat(ParityCase recorded) throws IOException {
    for (JsonNode check : recorded.manifest().get("checks")) {
      String name = check.get("name").asText();
      JsonNode args = check.get("args");
      Tolerance tolerance = new Tolerance(check.get("tolerance"));
      JsonNode expected = check.get("expected");
      switch (check.get("function").asText()) {
        case "psnr" -> number(name, tolerance, expected, psnr(recorded, args));
        case "ssim" -> number(name, tolerance, expected, ssim(recorded, args));
        case "float-to-8-bit" ->
            tolerance.check(name, codes(recorded, args), recorded.array(expected).values());
        default -> throw new AssertionError("unknown function " + check.get("function"));
      }
    }
  }

  private static void number(String name, Tolerance tolerance, JsonNode expected, double actual) {
    tolerance.check(name, new double[] {actual}, new double[] {expected.asDouble()});
  }

  private static double psnr(ParityCase recorded, JsonNode args) throws IOException {
    Psnr psnr =
        new Psnr(
            values(args),
            args.get("data_range").asDouble(),
            args.get("mse_eps").asDouble(),
            axes(args.get("mse_over")),
            Psnr.CAP_DB);
    return psnr.of(picture(recorded, args, "prediction"), picture(recorded, args, "target"));
  }

  private static double ssim(ParityCase recorded, JsonNode args) throws IOException {
    only(args, "border", "reflect");
    only(args, "variance", "E[x^2] - E[x]^2");
    only(args, "average", "everything");
    Ssim ssim =
        new Ssim(
            values(args),
            axes(args.get("gaussian_axes")),
            args.get("sigma").asDouble(),
            args.get("truncate").asDouble(),
            args.get("c1").asDouble(),
            args.get("c2").asDouble(),
            args.get("crop").asInt());
    return ssim.of(picture(recorded, args, "prediction"), picture(recorded, args, "target"));
  }

  private static double[] codes(ParityCase recorded, JsonNode args) throws IOException {
    if (args.get("clamp").get(0).asInt() != 0 || args.get("clamp").get(1).asInt() != 255) {
      throw new AssertionError("unknown clamp " + args.get("clamp"));
    }
    EightBit.Rounding rounding =
        switch (args.get("rounding").asText()) {
          case "truncate" -> EightBit.Rounding.TRUNCATE;
          case "floor(x + 0.5)" -> EightBit.Rounding.HALF_UP;
          default -> throw new AssertionError("unknown rounding " + args.get("rounding"));
        };
    EightBit conversion =
        new EightBit(
            (float) args.get("multiply").asDouble(), (float) args.get("add").asDouble(), rounding);
    String input = args.get("image").asText();
    boolean swap =
        !args.get("output_channel_order")
            .asText()
            .equals(recorded.inputEntry(input).get("channel_order").asText());
    only(recorded.inputEntry(input), "layout", "N,C,H,W");
    NdArray batch = recorded.input(input);
    double[] out = new double[batch.values().length];
    boolean interleaved = args.get("output_layout").asText().equals("H,W,C");
    if (!interleaved) {
      only(args, "output_layout", "N,C,H,W");
    }
    int at = 0;
    for (int n = 0; n < batch.shape()[0]; n++) {
      int[] shape = batch.item(n).shape();
      FloatImage image =
          conversion.of(new FloatImage(shape[0], shape[1], shape[2], batch.item(n).floats()));
      int pixels = shape[1] * shape[2];
      for (int i = 0; i < image.data().length; i++, at++) {
        int channel = interleaved ? i % shape[0] : i / pixels;
        int pixel = interleaved ? i / shape[0] : i % pixels;
        out[at] = image.data()[(swap ? shape[0] - 1 - channel : channel) * pixels + pixel];
      }
    }
    return out;
  }

  private static void only(JsonNode args, String name, String known) {
    if (!args.path(name).asText().equals(known)) {
      throw new AssertionError(name + " is " + args.path(name) + ", known is only " + known);
    }
  }

  private static Values values(JsonNode args) {
    return new Values(
        args.path("divide_by").asDouble(1),
        args.path("multiply").asDouble(1),
        args.path("subtract").asDouble(0) - args.path("add").asDouble(0));
  }

  private static Set<Axis> axes(JsonNode names) {
    Set<Axis> out = EnumSet.noneOf(Axis.class);
    for (JsonNode name : names) {
      out.add(
          switch (name.asText()) {
            case "H" -> Axis.HEIGHT;
            case "W" -> Axis.WIDTH;
            case "C" -> Axis.CHANNEL;
            default -> throw new AssertionError("unknown axis " + name);
          });
    }
    return out;
  }

  private static FloatImage picture(ParityCase recorded, JsonNode args, String role)
      throws IOException {
    String input = args.get(role).asText();
    only(recorded.inputEntry(input), "layout", "H,W,C");
    NdArray array = recorded.input(input);
    int[] shape = array.shape();
    FloatImage out = new FloatImage(shape[2], shape[0], shape[1]);
    for (int i = 0; i < array.values().length; i++) {
      int pixel = i / shape[2];
      out.data()[i % shape[2] * shape[0] * shape[1] + pixel] = (float) array.values()[i];
    }
    return out;
  }
}
