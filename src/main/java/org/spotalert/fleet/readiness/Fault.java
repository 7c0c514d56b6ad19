package org.spotalert.fleet.readiness;

/**
 * Why a service is not fit for Spot capacity.
 *
 * @param found what it does that it should not
 * @param change what to do about it
 */
public record Fault(ReadinessCheck check, String found, String change) {}
