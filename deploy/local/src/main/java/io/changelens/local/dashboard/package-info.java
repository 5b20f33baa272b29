/**
 * The HTTP server of the dashboard's built page, on loopback, and its access control. A request passes PageServer,
 * PageConnection and Dashboard. The browser then queries ClickHouse itself, so no query may be run here.
 */
package io.changelens.local.dashboard;
