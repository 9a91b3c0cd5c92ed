//! The services together: who calls whom, and all that is known about one of them.

pub(crate) mod exchange;

use super::{
    Desk,
    noun::{self, Kept},
    palette,
};
use charts::{DependenciesData, dependencies};
use contract::{
    AboutService, Answer, Caller, Catalog as AskCatalog, CatalogLine, CatalogView, Code, DependenciesChart,
    Drawing, Refusal, ServiceView, TierGap,
};
use domain::{
    Id, Kind, Row,
    catalog::{Catalog, Known, TierFinding, service::Service},
};
use std::collections::{BTreeSet, HashMap};
use store::{Store, Trouble};

impl Answer<AskCatalog> for Desk {
    fn answer(&self, _: AskCatalog, _: Caller) -> Result<CatalogView, Refusal> {
        let catalog = self.catalog()?;
        let (known, nothing) = (self.known()?, Known::default());
        let zone = self.workspace()?.1.zone;
        let today = zone.date(self.now());
        let line = |row: Row| {
            let (id, service) = (row.id, catalog.get(row.id)?);
            let known = known.get(&id).unwrap_or(&nothing);
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
        let (about, running) = self.store.around(service)?;
        let assessments = self.reviews_among(&about, &named.name)?;
        let known = self.known()?.remove(&service).unwrap_or_default();
        let zone = self.workspace()?.1.zone;
        let findings = catalog.findings(service, &known, zone.date(self.now()), |at| zone.date(at));
        let rows: HashMap<Id, Row> =
            self.store.list(Kind::Service)?.into_iter().map(|row| (row.id, row)).collect();
        let row = |id: Id| rows.get(&id).cloned();
        let circle =
            catalog.cycles().into_iter().find(|circle| circle.contains(&service)).unwrap_or_default();
        let hits = catalog.hit_by(service).into_iter();
        Ok(ServiceView {
            calls: catalog.calls(service).filter_map(row).collect(),
            callers: catalog.callers(service).filter_map(row).collect(),
            hits: hits.filter_map(|hit| Some((row(hit.service)?, hit.tier, hit.distance))).collect(),
            circle: circle.into_iter().filter(|id| *id != service).filter_map(row).collect(),
            findings: findings.into_iter().map(gap).collect(),
            about,
            running,
            assessments,
        })
    }
}

impl Desk {
    /// What services are called.
    pub(super) fn service_names(&self) -> Result<HashMap<Id, String>, Trouble> {
        Ok(self.store.list(Kind::Service)?.into_iter().map(|row| (row.id, row.title)).collect())
    }
}

impl Kept for Service {
    /// Services that call them, also those that only know a name: the catalog joins them.
    fn missed_by(store: &Store, ids: &[Id]) -> Result<Vec<Row>, Refusal> {
        let catalog = Catalog::of(store.bodies::<Self>()?);
        let callers: BTreeSet<Id> = ids.iter().flat_map(|id| catalog.callers(*id)).collect();
        let rows = store.list(Kind::Service)?.into_iter();
        Ok(rows.filter(|row| callers.contains(&row.id)).collect())
    }
}

impl Desk {
    /// When things were last done with each service, of every kind.
    fn known(&self) -> Result<HashMap<Id, Known>, Refusal> {
        let mut known: HashMap<Id, Known> = HashMap::new();
        for kind in Kind::ALL {
            for (service, at) in noun::lately(self, *kind)? {
                known.entry(service).or_default().lately.insert(kind.word(), at);
            }
        }
        Ok(known)
    }

    /// All services and who calls whom.
    fn catalog(&self) -> Result<Catalog, Refusal> {
        Ok(Catalog::of(self.store.bodies::<Service>()?))
    }
}

fn gap(found: TierFinding) -> TierGap {
    TierGap { says: found.rule.says.clone(), instead: found.instead, why: found.rule.why.clone() }
}
