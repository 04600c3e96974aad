/** How the native libraries of this module are loaded. For the packages of this module only. */
package dev.attune.video.natives;
