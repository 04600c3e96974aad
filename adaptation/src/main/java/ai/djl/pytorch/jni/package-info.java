/** The one class that must sit in DJL's own package to reach its native calls. */
package ai.djl.pytorch.jni;
