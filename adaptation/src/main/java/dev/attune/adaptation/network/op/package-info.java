/** The operators, one record each: type rule and both spellings side by side. */
package dev.attune.adaptation.network.op;
