/** Examines this machine and this build: what works, what is missing, what to do. */
package dev.attune.pipelines.doctor;
