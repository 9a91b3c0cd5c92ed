//! The kit: every room is made of these, so that one thing looks and behaves the same everywhere.
//!
//! A component takes plain words and callbacks and knows no record and no backend (the clock apart). Its looks are in
//! `assets/css/kit.css`, a block per component with the same name; none sets a style attribute, which the page's policy
//! forbids. What cannot be done now says why (`why_not`) instead of being greyed out in silence.

mod banner;
mod button;
mod card;
mod dialog;
mod empty;
mod keycap;
mod meter;
mod skeleton;
mod spark;
mod state;
mod stepper;
mod still;
mod svg;
mod table;
mod tabs;
mod tick;
mod timer;
mod toast;

pub use banner::{Banner, BannerProps};
pub use button::{Button, ButtonKind, ButtonProps};
pub use card::{Card, CardProps};
pub use dialog::{Dialog, DialogProps};
pub use empty::{EmptyState, EmptyStateProps};
pub use keycap::{Keycap, KeycapProps};
pub use meter::{Meter, MeterProps};
pub use skeleton::{Skeleton, SkeletonProps};
pub use spark::{Spark, SparkProps};
pub use state::{Pill, PillProps, Shape, ShapeProps, State};
pub use stepper::{Step, StepState, Stepper, StepperProps};
pub use still::still;
pub use svg::{Svg, SvgProps};
pub use table::{Column, Table, TableProps};
pub use tabs::{Tab, Tabs, TabsProps};
pub use tick::tick;
pub use timer::{Face, Timer, TimerProps, TimerSize};
pub use toast::{ToastHost, ToastHostProps, Toasts, use_toasts};
