package dev.attune.video.io;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What FFmpeg is asked to open, and what it may open on the way: a local file may name no network
 * address or other file, a network stream no local file.
 *
 * @param url for FFmpeg
 * @param shown the same for people, without secrets
 * @param network whether it lies beyond this machine's disk
 * @param protocols FFmpeg protocols that may be used, separated by commas
 * @param formats FFmpeg demuxers that may be used, separated by commas
 */
record Address(String url, String shown, boolean network, String protocols, String formats) {
  private static final String FILE_FORMATS =
      "mov,matroska,webm,avi,mpegts,mpeg,mpegvideo,m4v,flv,ogg,asf,mxf,gxf,ivf,obu,av1,h261,h263,"
          + "h264,hevc,vvc,vc1,dirac,cavsvideo,mjpeg,mpjpeg,yuv4mpegpipe,nut,gif,apng,dv,rm,wtv,"
          + "png_pipe,jpeg_pipe,bmp_pipe,tiff_pipe,webp_pipe";
  private static final String NETWORK_FORMATS =
      FILE_FORMATS + ",live_flv,rtsp,hls,dash,aac,ac3,eac3,mp3,webvtt";
  private static final String HTTP = "http,https,httpproxy,tcp,tls,crypto";
  private static final String RTSP = "rtsp,rtsps,rtp,srtp,rtcp,udp,tcp,tls,http,https";
  private static final Map<String, String> PROTOCOLS =
      Map.of("http", HTTP, "https", HTTP, "rtsp", RTSP, "rtsps", RTSP, "udp", "udp", "tcp", "tcp");

  /** Schemes of network addresses that are opened. */
  static Set<String> schemes() {
    return PROTOCOLS.keySet();
  }

  /** A file of this machine. */
  static Address file(Path path) {
    return new Address(
        "file:" + path.toAbsolutePath(), path.toString(), false, "file", FILE_FORMATS);
  }

  /** A network stream; empty where its scheme is not allowed. */
  static Optional<Address> network(String url) {
    int colon = url.indexOf("://");
    if (colon < 0) {
      return Optional.empty();
    }
    String protocols = PROTOCOLS.get(url.substring(0, colon).toLowerCase(Locale.ROOT));
    return protocols == null
        ? Optional.empty()
        : Optional.of(new Address(url, Redaction.text(url), true, protocols, NETWORK_FORMATS));
  }

  /** For logs: never the address with its secrets. */
  @Override
  public String toString() {
    return shown;
  }
}
