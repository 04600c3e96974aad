/**
 * Optimisation as a guarded transaction: optimisers, schedules, budgets, guards, outcomes. Knows no
 * engine.
 */
package dev.attune.adaptation.training;
