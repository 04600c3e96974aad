package dev.attune.deblur.run;

import dev.attune.deblur.network.TiledStream;
import java.util.Optional;

/**
 * What restoring needs to begin at a frame in the middle of a video as if it had not been
 * interrupted.
 *
 * @param frame to be restored next, as a number in the video
 * @param first frame that has to be fed again for the sake of that one, at most {@code frame}
 * @param stream what the network remembers before {@code first}
 * @param guide what was measured before the motion of {@code first}; empty for networks without a
 *     guide
 */
record Entry(long frame, long first, TiledStream.State stream, Optional<GuideMaker.State> guide) {}
