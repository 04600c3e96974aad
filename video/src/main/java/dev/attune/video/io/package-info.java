/** Readers and writers of video and picture files on the FFmpeg API. */
package dev.attune.video.io;
