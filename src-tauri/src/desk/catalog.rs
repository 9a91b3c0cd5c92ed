//! The services together: who calls whom, and all that is known about one of them.

use super::{Desk, assessment::profile};
use crate::desk::chaos::palette;
use charts::{DependenciesData, dependencies};
use contract::{
    AboutService, Answer, Caller, Catalog as AskCatalog, CatalogLine, CatalogView, Code, DependenciesChart,
    Drawing, Refusal, ServiceView, TierGap,
};
use domain::{
    Document, Id, Kind, Row,
    assessment::Assessment,
    catalog::{Catalog, Known, TierFinding},
};
use std::collections::HashMap;

impl Answer<AskCatalog> for Desk {
    fn answer(&self, _: AskCatalog, _: Caller) -> Result<CatalogView, Refusal> {
        let catalog = self.catalog()?;
        let mut known: HashMap<Id, Known> = HashMap::new();
        for line in self.results()?.into_iter().filter(|line| line.injected) {
            if let Some(service) = line.service_id {
                let game_day = &mut known.entry(service).or_default().game_day;
                *game_day = (*game_day).max(Some(line.started_at));
            }
        }
        for (service, closed_at) in self.store.latest(Kind::Assessment)? {
            known.entry(service).or_default().assessment = Some(closed_at);
        }
        let zone = self.workspace()?.1.zone;
        let today = zone.date(self.now());
        let line = |row: Row| {
            let (id, service) = (row.id, catalog.get(row.id)?);
            let known = known.get(&id).copied().unwrap_or_default();
            Some(CatalogLine {
                row,
                tier: service.tier,
                budget: service.budget,
                findings: catalog.findings(id, known, today, |at| zone.date(at)).len(),
                calls: catalog.calls(id).count(),
                callers: catalog.callers(id).count(),
            })
        };
        let named = |id: Id| Some((id, catalog.get(id)?.name.clone()));
        let circles = catalog.cycles().into_iter();
        Ok(CatalogView {
            services: self.store.list(Kind::Service)?.into_iter().filter_map(line).collect(),
            circles: circles.map(|circle| circle.into_iter().filter_map(named).collect()).collect(),
        })
    }
}

impl Answer<DependenciesChart> for Desk {
    fn answer(&self, request: DependenciesChart, _: Caller) -> Result<Drawing, Refusal> {
        let data = DependenciesData::of(&self.catalog()?, request.around);
        let drawn = dependencies(&data, &palette(request.theme));
        Ok(Drawing { svg: drawn.svg, alt: drawn.alt })
    }
}

impl Answer<AboutService> for Desk {
    fn answer(&self, AboutService { service }: AboutService, _: Caller) -> Result<ServiceView, Refusal> {
        let catalog = self.catalog()?;
        let Some(named) = catalog.get(service) else {
            return Err(Refusal::new(Code::NotFound, "There is no such service in the catalog."));
        };
        let line = |(id, review): (Id, Assessment)| profile(id, &review, named.name.clone());
        let assessments: Vec<_> = self.reviews_of(service)?.into_iter().map(line).collect();
        let took_part =
            self.results()?.into_iter().filter(|line| line.service_id == Some(service) && line.injected);
        let known = Known {
            game_day: took_part.map(|line| line.started_at).max(),
            assessment: assessments.iter().filter_map(|review| review.closed_at).max(),
        };
        let zone = self.workspace()?.1.zone;
        let findings = catalog.findings(service, known, zone.date(self.now()), |at| zone.date(at));
        let rows: HashMap<Id, Row> =
            self.store.list(Kind::Service)?.into_iter().map(|row| (row.id, row)).collect();
        let row = |id: Id| rows.get(&id).cloned();
        let circle =
            catalog.cycles().into_iter().find(|circle| circle.contains(&service)).unwrap_or_default();
        let hits = catalog.hit_by(service).into_iter();
        let experiments = self.store.about(Kind::Experiment, service)?;
        let days = self.days_with(&experiments)?;
        Ok(ServiceView {
            calls: catalog.calls(service).filter_map(row).collect(),
            callers: catalog.callers(service).filter_map(row).collect(),
            hits: hits.filter_map(|hit| Some((row(hit.service)?, hit.tier, hit.distance))).collect(),
            circle: circle.into_iter().filter(|id| *id != service).filter_map(row).collect(),
            findings: findings.into_iter().map(gap).collect(),
            experiments,
            days,
            actions: self.store.about(Kind::Action, service)?,
            assessments,
        })
    }
}

impl Desk {
    /// The game days to come that run one of these experiments.
    fn days_with(&self, experiments: &[Row]) -> Result<Vec<Row>, Refusal> {
        let mut days = Vec::new();
        let ahead = |row: &Row| matches!(row.status.as_str(), "planned" | "running");
        for row in self.store.list(Kind::GameDay)?.into_iter().filter(ahead) {
            if let Document::GameDay(day) = self.store.get(row.id)?.document
                && experiments.iter().any(|experiment| day.experiments.contains(&experiment.id))
            {
                days.push(row);
            }
        }
        Ok(days)
    }

    /// All services and who calls whom.
    fn catalog(&self) -> Result<Catalog, Refusal> {
        let records = self.store.all(Kind::Service)?.into_iter();
        Ok(Catalog::of(records.filter_map(|record| match record.document {
            Document::Service(service) => Some((record.id, service)),
            _ => None,
        })))
    }
}

fn gap(found: TierFinding) -> TierGap {
    TierGap { says: found.rule.says.clone(), instead: found.instead, why: found.rule.why.clone() }
}
