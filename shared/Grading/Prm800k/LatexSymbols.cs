namespace Platform.Grading.Prm800k;

/// <summary>LaTeX commands that stand for one symbol.</summary>
internal static class LatexSymbols
{
    /// <summary>Commands that stand for a word or a space.</summary>
    public static readonly (string Name, string Text)[] Words =
    [
        .. "cos sin tan arccos arcsin arctan cosh sinh tanh arccosh arcsinh arctanh ln log exp max min sup inf lim"
            .Split(' ')
            .Select(name => (name, name)),
        ("limsup", "lim sup"),
        ("liminf", "lim inf"),
        (",", " "),
        (";", " "),
        (":", " "),
        (" ", " "),
        ("quad", "  "),
        ("qquad", "    "),
        ("enskip", "\u2002"),
    ];

    /// <summary>Each command followed by its symbol, which is the last character.</summary>
    public const string All = """
        oeœ OEŒ aeæ AEÆ aaå AAÅ oø OØ ssß LŁ lł iı jȷ && $$ {{ }} ## __ textquoteleft‘ textquoteright’
        textquotedblright” textquotedblleft“ textendash– textemdash— textpm± textmp∓ texteuro€ backslash\
        textbackslash\ hbarħ ellℓ forall∀ complement∁ partial∂ exists∃ nexists∄ varnothing∅ emptyset∅ alephℵ nabla∇
        in∈ notin∉ ni∋ prod∏ coprod∐ sum∑ setminus∖ smallsetminus∖ ast∗ circ∘ bullet∙ propto∝ infty∞ parallel∥
        nparallel∦ wedge∧ vee∨ cap∩ cup∪ int∫ iint∬ iiint∭ oint∮ sim∼ backsim∽ simeq≃ approx≈ neq≠ equiv≡ le≤ ge≥
        leq≤ geq≥ leqslant⩽ geqslant⩾ leqq≦ geqq≧ lneqq≨ gneqq≩ ll≪ gg≫ nless≮ ngtr≯ nleq≰ ngeq≱ lesssim≲ gtrsim≳
        lessgtr≶ gtrless≷ prec≺ succ≻ preceq≼ succeq≽ precsim≾ succsim≿ nprec⊀ nsucc⊁ subset⊂ supset⊃ subseteq⊆
        supseteq⊇ nsubseteq⊈ nsupseteq⊉ subsetneq⊊ supsetneq⊋ cdot· times× otimes⊗ oplus⊕ bigotimes⊗ bigoplus⊕
        prime' dag† dagger† pm± mp∓ ldots… cdots⋯ ddots⋱ iddots⋰ vdots⋮ dots… dotsc… dotsb… dotsm… dotsi… dotso…
        langle⟨ rangle⟩ lvert| rvert| vert| lVert‖ rVert‖ Vert‖ mid| nmid∤ uparrow↑ downarrow↓ rightarrow→ to→
        leftarrow← longrightarrow⟶ longleftarrow⟵ alphaα AlphaΑ betaβ BetaΒ gammaγ GammaΓ deltaδ DeltaΔ epsilonϵ
        EpsilonΕ zetaζ ZetaΖ etaη EtaΗ thetaθ ThetaΘ iotaι IotaΙ kappaκ KappaΚ lambdaλ LambdaΛ muμ MuΜ nuν NuΝ xiξ
        XiΞ omicronο OmicronΟ piπ PiΠ rhoρ RhoΡ sigmaσ SigmaΣ tauτ TauΤ upsilonυ UpsilonΥ phiϕ PhiΦ chiχ ChiΧ psiψ
        PsiΨ omegaω OmegaΩ varepsilonε varthetaϑ varpiϖ varrhoϱ varsigmaς varphiφ textyen¥ textlnot¬ textdegree°
        texttwosuperior² textthreesuperior³ textmuµ textperiodcentered˙ textonesuperior¹ textonequarter¼
        textonehalf½ textthreequarters¾ texttimes× textdiv÷ texthvligƕ varkappaϰ backepsilon϶ CYRYOЁ CYRDJEЂ CYRIEЄ
        CYRDZEЅ CYRIIІ CYRYIЇ CYRJEЈ CYRLJEЉ CYRNJEЊ CYRTSHEЋ CYRUSHRTЎ CYRDZHEЏ CYRAА CYRBБ CYRVВ CYRGГ CYRDД CYREЕ
        CYRZHЖ CYRZЗ CYRIИ CYRISHRTЙ CYRKК CYRLЛ CYRMМ CYRNН CYROО CYRPП CYRRР CYRSС CYRTТ CYRUУ CYRFФ CYRHХ CYRCЦ
        CYRCHЧ CYRSHШ CYRSHCHЩ CYRHRDSNЪ CYRERYЫ CYRSFTSNЬ CYREREVЭ CYRYUЮ CYRYAЯ cyraа cyrbб cyrvв cyrgг cyrdд
        cyreе cyrzhж cyrzз cyriи cyrishrtй cyrkк cyrlл cyrmм cyrnн cyroо cyrpп cyrrр cyrsс cyrtт cyruу cyrfф cyrhх
        cyrcц cyrchч cyrshш cyrshchщ cyrhrdsnъ cyreryы cyrsftsnь cyrerevэ cyryuю cyryaя cyryoё cyrdjeђ cyrieє
        cyrdzeѕ cyriiі cyryiї cyrjeј cyrljeљ cyrnjeњ cyrtsheћ cyrushrtў cyrdzheџ CYRYATѢ cyryatѣ CYRBYUSѪ cyrbyusѫ
        CYRFITAѲ cyrfitaѳ CYRIZHѴ cyrizhѵ CYRSEMISFTSNҌ cyrsemisftsnҍ CYRRTICKҎ cyrrtickҏ CYRGUPҐ cyrgupґ CYRGHCRSҒ
        cyrghcrsғ CYRGHKҔ cyrghkҕ CYRZHDSCҖ cyrzhdscҗ CYRZDSCҘ cyrzdscҙ CYRKDSCҚ cyrkdscқ CYRKVCRSҜ cyrkvcrsҝ
        CYRKHCRSҞ cyrkhcrsҟ CYRKBEAKҠ cyrkbeakҡ CYRNDSCҢ cyrndscң CYRNGҤ cyrngҥ CYRPHKҦ cyrphkҧ CYRABHHAҨ cyrabhhaҩ
        CYRSDSCҪ cyrsdscҫ CYRTDSCҬ cyrtdscҭ CYRYҮ cyryү CYRYHCRSҰ cyryhcrsұ CYRHDSCҲ cyrhdscҳ CYRTETSEҴ cyrtetseҵ
        CYRCHRDSCҶ cyrchrdscҷ CYRCHVCRSҸ cyrchvcrsҹ CYRSHHAҺ cyrshhaһ CYRABHCHҼ cyrabhchҽ CYRABHCHDSCҾ cyrabhchdscҿ
        CYRpalochkaӀ CYRKHKӃ cyrkhkӄ CYRLDSCӅ cyrldscӆ CYRNHKӇ cyrnhkӈ CYRCHLDSCӋ cyrchldscӌ CYRMDSCӍ cyrmdscӎ
        CYRAEӔ cyraeӕ CYRSCHWAӘ cyrschwaә CYRABHDZEӠ cyrabhdzeӡ CYROTLDӨ cyrotldө CYRGDSCӶ cyrgdscӷ CYRGDSCHCRSӺ
        cyrgdschcrsӻ CYRHHKӼ cyrhhkӽ CYRHHCRSӾ cyrhhcrsӿ textdagger† textdaggerdbl‡ textbullet• textperthousand‰
        textpertenthousand‱ backprime‵ textfractionsolidus⁄ textcelsius℃ wp℘ textohmΩ textmho℧ bethℶ gimelℷ dalethℸ
        textleftarrow← textuparrow↑ textrightarrow→ textdownarrow↓ leftrightarrow↔ updownarrow↕ nwarrow↖ nearrow↗
        searrow↘ swarrow↙ nleftarrow↚ nrightarrow↛ twoheadleftarrow↞ twoheadrightarrow↠ leftarrowtail↢
        rightarrowtail↣ mapsto↦ hookleftarrow↩ hookrightarrow↪ looparrowleft↫ looparrowright↬ leftrightsquigarrow↭
        nleftrightarrow↮ Lsh↰ Rsh↱ curvearrowleft↶ curvearrowright↷ circlearrowleft↺ circlearrowright↻
        leftharpoonup↼ leftharpoondown↽ upharpoonright↾ upharpoonleft↿ rightharpoonup⇀ rightharpoondown⇁
        downharpoonright⇂ downharpoonleft⇃ rightleftarrows⇄ leftrightarrows⇆ leftleftarrows⇇ upuparrows⇈
        rightrightarrows⇉ downdownarrows⇊ leftrightharpoons⇋ rightleftharpoons⇌ nLeftarrow⇍ nLeftrightarrow⇎
        nRightarrow⇏ Leftarrow⇐ Uparrow⇑ Rightarrow⇒ Downarrow⇓ Leftrightarrow⇔ Updownarrow⇕ Lleftarrow⇚
        Rrightarrow⇛ rightsquigarrow⇝ blacksquare▪ dotplus∔ rightangle∟ angle∠ measuredangle∡ sphericalangle∢
        therefore∴ because∵ wr≀ cong≅ approxnotequal≆ approxeq≊ asymp≍ Bumpeq≎ bumpeq≏ doteq≐ doteqdot≑
        fallingdotseq≒ risingdotseq≓ eqcirc≖ circeq≗ starequal≛ triangleq≜ between≬ notlessgreater≸ notgreaterless≹
        uplus⊎ sqsubset⊏ sqsupset⊐ sqsubseteq⊑ sqsupseteq⊒ sqcap⊓ sqcup⊔ ominus⊖ oslash⊘ odot⊙ circledcirc⊚
        circledast⊛ circleddash⊝ boxplus⊞ boxminus⊟ boxtimes⊠ boxdot⊡ vdash⊢ dashv⊣ top⊤ perp⊥ Vdash⊩ Vvdash⊪ VDash⊫
        nvdash⊬ nvDash⊭ nVdash⊮ nVDash⊯ vartriangleleft⊲ vartriangleright⊳ trianglelefteq⊴ trianglerighteq⊵
        multimap⊸ intercal⊺ veebar⊻ rightanglearc⊾ bigwedge⋀ bigvee⋁ bigcap⋂ bigcup⋃ diamond♢ star⋆ divideontimes⋇
        bowtie⋈ ltimes⋉ rtimes⋊ leftthreetimes⋋ rightthreetimes⋌ backsimeq⋍ curlyvee⋎ curlywedge⋏ Subset⋐ Supset⋑
        Cap⋒ Cup⋓ pitchfork⋔ lessdot⋖ gtrdot⋗ lesseqgtr⋚ gtreqless⋛ curlyeqprec⋞ curlyeqsucc⋟ lnsim⋦ gnsim⋧
        precedesnotsimilar⋨ succnsim⋩ ntriangleleft⋪ ntriangleright⋫ ntrianglelefteq⋬ ntrianglerighteq⋭ udots⋰
        barwedge⌅ lceil⌈ rceil⌉ lfloor⌊ rfloor⌋ ulcorner⌜ urcorner⌝ llcorner⌞ lrcorner⌟ frown⌢ smile⌣ lmoustache⎰
        rmoustache⎱ textlangle〈 textrangle〉 square□ bigtriangleup△ blacktriangle▴ vartriangle▵ blacktriangleright▸
        triangleright▹ bigtriangledown▽ blacktriangledown▾ triangledown▿ blacktriangleleft◂ triangleleft◃ lozenge◊
        bigcirc◯ flat♭ natural♮ sharp♯ longleftrightarrow⟷ Longleftarrow⟸ Longrightarrow⟹ Longleftrightarrow⟺
        longmapsto⟼ blacklozenge⧫ amalg⨿ lessapprox⪅ gtrapprox⪆ lneq⪇ gneq⪈ lnapprox⪉ gnapprox⪊ lesseqqgtr⪋
        gtreqqless⪌ eqslantless⪕ eqslantgtr⪖ precneqq⪵ succneqq⪶ precapprox⪷ succapprox⪸ precnapprox⪹ succnapprox⪺
        subseteqq⫅ supseteqq⫆ subsetneqq⫋ supsetneqq⫌ textdollar$ textquotesingle' lbrace{ rbrace} lnot¬ div÷
        textthetaθ textvarthetaϑ textThetaϴ dddot⃛ ddddot⃜ hslashℏ mho℧ surd√ Colon∷ preccurlyeq≼ succcurlyeq≽
        circledSⓈ diagup╱ Angle⦜ Equal⩵
        """;
}
