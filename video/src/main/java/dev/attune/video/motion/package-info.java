/** Motion between frames: optical flow and scene cuts. */
package dev.attune.video.motion;
