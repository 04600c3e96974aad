package dev.attune.pipelines.doctor;

/**
 * What this build was made with.
 *
 * @param attune its own version
 * @param platform that its native libraries are for, such as "linux-x86_64"
 * @param libtorch version
 * @param onnxRuntime version
 */
public record BuildVersions(String attune, String platform, String libtorch, String onnxRuntime) {}
