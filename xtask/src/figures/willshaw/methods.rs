//! The retrievals of the paper by the names in its legends.

use synaptome_lab::Result;
use synaptome_willshaw::{
    BlockCode, CoreSumOfMax, Iterative, IterativeHalo, KWinners, LkPlus, OneStep, PatternCode,
    RandomCode, Retrieval, SimpleIterative, SumOfMax,
};

/// A code whose retrievals have names.
pub(super) trait Named: PatternCode {
    /// "block" or "random".
    const KIND: &'static str;

    /// The retrieval of that name.
    fn retrieval(name: &str) -> Result<Box<dyn Retrieval<Self>>>;
}

impl Named for RandomCode {
    const KIND: &'static str = "random";

    fn retrieval(name: &str) -> Result<Box<dyn Retrieval<Self>>> {
        of_any_code(name)
    }
}

impl Named for BlockCode {
    const KIND: &'static str = "block";

    fn retrieval(name: &str) -> Result<Box<dyn Retrieval<Self>>> {
        Ok(match name {
            "sIRB" => Box::new(SimpleIterative::default()),
            "IRB" => Box::new(Iterative::default()),
            "IRB-R1" => Box::new(IterativeHalo::default()),
            "IRB-SMX" => Box::new(SumOfMax::default()),
            "IRB-cSMX" => Box::new(CoreSumOfMax::default()),
            _ => return of_any_code(name),
        })
    }
}

fn of_any_code<C: PatternCode>(name: &str) -> Result<Box<dyn Retrieval<C>>> {
    Ok(match name {
        "R1" => Box::new(OneStep),
        "IR-KWTA" => Box::new(KWinners::default()),
        "IR-LK+" => Box::new(LkPlus::default()),
        _ => return Err(format!("no retrieval of this code is called {name}").into()),
    })
}
